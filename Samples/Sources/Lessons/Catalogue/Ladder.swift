import PySize

extension Lesson {
  static let ladder = Lesson(
    "ladder", "Three numbers in ever smaller ways", .instances, .beginner,
    asks: Question(
      """
      {'x': 1, 'y': 2, 'z': 3} takes \(try allocated("dict", on: Build(parsing: "3.13"))) bytes of the
      allocator on CPython 3.13. How many does one more row of a NumPy array of three C ints take?
      Guess.
      """
    ) { try allocated("numpy", on: $0) },
    shows: {
      let build = try Build(parsing: "3.13")
      let costs = try Catalogue.article.map { record in
        (record.title, try What.record(record).estimate(on: build).allocated)
      }
      return [
        Figure(
          "CPython 3.13: one more, and a million",
          costs.sorted { ($1.1, $0.0) < ($0.1, $1.0) }.map { title, bytes in
            [title, bytes, "bytes", bytes, "MB for a million"]
          })
      ]
    },
    explains: """
      The article's ladder. A dict pays for a table it does not fill; a class shares its keys; slots and
      tuples have no table; a dataobject has no GC head either; a Cython class holds C ints and no
      objects; a row of an array has not even a head. Each step gives something up: names, new
      attributes, the collector, Python's own numbers.
      """,
    leaves: Question(
      "How many MB do a hundred million tuples save over as many dicts?", unit: "MB",
      python: Python.given + """
        x, y, z = 1, 2, 3
        dicts, tuples = [None] * 1000, [None] * 1000
        before = middle = after = given()
        before = given()
        for n in range(1000): dicts[n] = {'x': x, 'y': y, 'z': z}
        middle = given()
        for n in range(1000): tuples[n] = (x, y, z)
        after = given()
        print(((middle - before) // 1000 - (after - middle) // 1000) * 100)
        """
    ) { try 100 * (allocated("dict", on: $0) - allocated("tuple", on: $0)) })

  private static func allocated(_ id: String, on build: Build) throws -> Int {
    guard let record = Catalogue.record(id) else { throw Missing(record: id) }
    return try What.record(record).estimate(on: build).allocated
  }
}
