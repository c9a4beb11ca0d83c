import PySize

extension Lesson {
  static let rounding = Lesson(
    "rounding", "What the allocator really hands out", .allocator, .beginner,
    asks: Question(
      "An object asks for 41 bytes on CPython 3.13. How many does it get? Guess.",
      python: program(41)
    ) { $0.allocatedSize(of: 41) },
    shows: {
      let builds = try ["3.7.3", "3.7.4", "3.13", "3.13t", "3.13@32"].map { try Build(parsing: $0) }
      let header: [any CustomStringConvertible] = ["asked"] + builds.map { "\($0)" }
      return [
        Figure(
          "Bytes that each CPython hands out",
          [header]
            + [24, 40, 41, 48, 56, 65, 100, 513].map { asked in
              [asked] + builds.map { $0.allocatedSize(of: asked) }
            })
      ]
    },
    explains: """
      sys.getsizeof says what was asked for. The allocator hands out whole steps: of 8 bytes, on 64-bit
      of 16 since 3.7.4 (ALIGNMENT, Objects/obmalloc.c), up to 512 bytes; above that the C library's
      malloc serves. Free-threaded builds have mimalloc, with steps of its own.
      """,
    leaves: Question(
      "And how many does it get on CPython 3.13 when it asks for 200?", python: program(200)
    ) { $0.allocatedSize(of: 200) })

  /// Makes a thousand `bytes` that ask for as many.
  private static func program(_ asked: Int) -> String {
    Python.given + """
      content = b'x' * (\(asked) - sys.getsizeof(b''))
      kept = [None] * 1000
      before = given()
      for n in range(1000): kept[n] = content[:-1] + b'y'
      print((given() - before) // 1000)
      """
  }
}
