import PySize

extension Lesson {
  static let strings = Lesson(
    "strings", "One emoji in a long text", .numbers, .beginner,
    asks: Question(
      """
      'x' * 1000 takes \(try size(of: xs, on: Build(parsing: "3.13"))) bytes on CPython 3.13. How many
      with one emoji at its end? Guess.
      """,
      python: "import sys; print(sys.getsizeof('x' * 1000 + chr(0x1f600)))"
    ) { try size(of: xs + "😀", on: $0) },
    shows: {
      let build = try Build(parsing: "3.13")
      let header: [any CustomStringConvertible] = ["", "ten of it", "once behind a thousand x"]
      return [
        Figure(
          "Bytes of a text",
          try [header]
            + ["a", "é", "€", "😀"].map { character in
              let texts = [String(repeating: character, count: 10), xs + character]
              return [character] + (try texts.map { try size(of: $0, on: build) })
            },
          on: "3.13",
          python: """
            import sys
            for one in 'a', chr(0xe9), chr(0x20ac), chr(0x1f600):
                print(sys.getsizeof(one * 10), sys.getsizeof('x' * 1000 + one))
            """)
      ]
    },
    explains: """
      A str takes one, two or four bytes for each character: as many as its widest one needs
      (PyUnicode_New, Objects/unicodeobject.c; PEP 393). One emoji makes a whole text four times as
      large. Text of ASCII alone saves two words of its head as well.
      """,
    leaves: Question(
      "How many bytes does 'é' * 1000 take on CPython 3.13?",
      python: "import sys; print(sys.getsizeof(chr(0xe9) * 1000))"
    ) { try size(of: String(repeating: "é", count: 1000), on: $0) })

  private static let xs = String(repeating: "x", count: 1000)

  private static func size(of text: String, on build: Build) throws -> Int {
    try What.literal("'\(text)'").estimate(on: build).shallow
  }
}
