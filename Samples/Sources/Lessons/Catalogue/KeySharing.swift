import PySize

extension Lesson {
  static let keySharing = Lesson(
    "key-sharing", "The first instance is the exception", .instances, .intermediate,
    asks: Question(
      """
      The first instance of a class, with attributes x, y and z, takes
      \(try allocated(nth: 1, on: Build(parsing: "3.13"))) bytes of the allocator on CPython 3.13. How many
      does the fortieth take? Guess.
      """, python: Python.pointSizes + "print(sizes[-1])"
    ) { try allocated(nth: 40, on: $0) },
    shows: {
      let instances = [1, 2, 10, 20, 30, 40]
      let header: [any CustomStringConvertible] = ["instance"] + instances
      return [
        Figure(
          "Bytes allocated",
          try [header]
            + ["3.7", "3.11", "3.13"].map { version in
              let build = try Build(parsing: version)
              return ["CPython \(version)"]
                + (try instances.map { try allocated(nth: $0, on: build) })
            })
      ]
    },
    explains: """
      Instances share their names: a class keeps one table of keys, and each instance its values
      (PEP 412; init_inline_values, Objects/dictobject.c). Since 3.11 the class does not know how many
      attributes will come, so the first instances get room to spare, and the later ones less. Measure
      one instance and you have measured the exception.
      """,
    leaves: Question(
      """
      How many instances have to be made on CPython 3.13 until one takes as little as the fortieth?
      pysize layout class --build 3.13 --nth N shows the Nth.
      """, unit: "instances",
      python: Python.pointSizes + "print(1 + sizes.index(sizes[-1]))"
    ) { build in
      let settled = try allocated(nth: 40, on: build)
      var nth = 40
      while try nth > 1 && allocated(nth: nth - 1, on: build) == settled { nth -= 1 }
      return nth
    })

  private static func allocated(nth: Int, on build: Build) throws -> Int {
    guard let record = Catalogue.record("class") else { throw Missing(record: "class") }
    return try What.record(record, nth: nth).layout(on: build).allocated ?? 0
  }
}
