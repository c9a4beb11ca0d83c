import PySize

extension Lesson {
  static let builds = Lesson(
    "builds", "The same objects without the global lock", .objects, .intermediate,
    asks: Question(
      """
      A float takes \(try allocatedFloat(on: Build(parsing: "3.14"))) bytes of the allocator on CPython 3.14. How many on a free-threaded 3.14t?
      Guess.
      """, on: "3.14t"
    ) { try allocatedFloat(on: $0) },
    shows: {
      let records = ["slots", "class", "tuple", "dict"].compactMap { Catalogue.record($0) }
      let objects = records.map { What.record($0) } + [.literal("1000"), .literal("1.5")]
      let header: [any CustomStringConvertible] = [""] + objects.map(\.name)
      return [
        Figure(
          "Bytes allocated",
          try [header]
            + ["3.14", "3.14t", "3.14d", "3.14@32"].map { name in
              let build = try Build(parsing: name)
              return ["CPython \(name)"]
                + (try objects.map { try $0.estimate(on: build).allocated })
            })
      ]
    },
    explains: """
      Without the global lock every object has a lock and two counts inside (PyObject,
      Include/object.h). What had a GC head gives it up for them and costs the same; an int or a float
      had none to give. A debug build guards every block with words before and behind it
      (_PyMem_DebugRawAlloc, Objects/obmalloc.c).
      """,
    leaves: Question(
      """
      sys.getsizeof((1, 2, 3, 4, 5)) answers
      \(try What.literal("(1, 2, 3, 4, 5)").estimate(on: Build(parsing: "3.14")).shallow) on CPython 3.14,
      its GC head included. What does it answer for (1, 2, 3, 4, 5, 6, 7) on 3.14t?
      """, on: "3.14t", python: "import sys; print(sys.getsizeof((1, 2, 3, 4, 5, 6, 7)))"
    ) { try What.literal("(1, 2, 3, 4, 5, 6, 7)").estimate(on: $0).shallow })

  private static func allocatedFloat(on build: Build) throws -> Int {
    try What.literal("1.5").estimate(on: build).allocated
  }
}
