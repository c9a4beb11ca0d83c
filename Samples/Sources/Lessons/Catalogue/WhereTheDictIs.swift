import PySize

extension Lesson {
  static let whereTheDictIs = Lesson(
    "where-the-dict-is", "Where attributes are kept", .instances, .intermediate,
    asks: Question(
      """
      A class without __slots__ has made many instances with x, y and z. Of how many blocks of memory
      does one more consist on CPython 3.13, its attributes included? Guess.
      """, unit: "block", python: program(instances: 1)
    ) { try blocks(on: $0) },
    shows: {
      try ["2.7", "3.7", "3.11", "3.13"].map { version in
        let layout = try point(on: Build(parsing: version))
        let dict = layout.maps[0].rows.first { $0.name == "__dict__" }
        let place = dict.map { ": __dict__ at \($0.offset.rawValue), \($0.value ?? "")" } ?? ""
        return Figure(
          "CPython \(version)\(place)",
          layout.maps.map { [$0.part, $0.size, "bytes"] }
            + [["allocated together", layout.allocated ?? 0, "bytes"]])
      }
    },
    explains: """
      Where are an instance's attributes? Behind a pointer in the object; since 3.11 in front of it, with
      the values in a block of their own; since 3.13 inside the object (_PyObject_InitInlineValues,
      Objects/dictobject.c). What was a dict has become an array, and a dict is made only when somebody
      asks for ob.__dict__.
      """,
    leaves: Question(
      "How many blocks do a thousand of them take on CPython 3.11?", on: "3.11", unit: "blocks",
      python: program(instances: 1000)
    ) { try 1000 * blocks(on: $0) })

  private static func point(on build: Build) throws -> ObjectLayout {
    guard let record = Catalogue.record("class") else { throw Missing(record: "class") }
    return try What.record(record).layout(on: build)
  }

  private static func blocks(on build: Build) throws -> Int { try point(on: build).maps.count }

  private static func program(instances count: Int) -> String {
    """
    import sys
    class Point:
        def __init__(self): self.x, self.y, self.z = 1, 2, 3
    older = [Point() for _ in range(100)]
    points = [None] * 1000
    before = sys.getallocatedblocks()
    for n in range(1000): points[n] = Point()
    print(round((sys.getallocatedblocks() - before) / 1000) * \(count))
    """
  }
}
