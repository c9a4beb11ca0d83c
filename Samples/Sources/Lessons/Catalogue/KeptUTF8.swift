import PySize

extension Lesson {
  static let keptUTF8 = Lesson(
    "kept-utf8", "A text that grows when it is read", .numbers, .intermediate,
    asks: Question(
      """
      text = 'é' * 1000 takes \(try size(of: "é", isKept: false, on: Build(parsing: "3.13"))) bytes on
      CPython 3.13. A function in C asks for its UTF-8, as one does for the name of a class:
      type(text, (), {}). The class is dropped again. How many bytes does sys.getsizeof(text) answer
      now? Guess.
      """,
      python: "import sys; text = chr(0xe9) * 1000; type(text, (), {}); print(sys.getsizeof(text))"
    ) { try size(of: "é", isKept: true, on: $0) },
    shows: {
      let build = try Build(parsing: "3.13")
      let rows: [[any CustomStringConvertible]] = try ["a", "é", "😀"].map {
        (character: Character) in
        [character] + (try [false, true].map { try size(of: character, isKept: $0, on: build) })
      }
      return [
        Figure(
          "Bytes of a thousand characters", [["", "before", "once asked for UTF-8"]] + rows,
          on: "3.13",
          python: """
            import sys
            for one in 'a', chr(0xe9), chr(0x1f600):
                text = one * 1000
                before = sys.getsizeof(text)
                type(text, (), {})
                print(before, sys.getsizeof(text))
            """)
      ]
    },
    explains: """
      PyUnicode_AsUTF8AndSize, Objects/unicodeobject.c, keeps what it encodes, with a zero behind it,
      for as long as the text lives: the next caller gets the same bytes. sys.getsizeof counts them.
      Text of ASCII alone is its own UTF-8, and keeps nothing. text.encode() makes a bytes object and
      leaves nothing behind.
      """,
    leaves: Question(
      "What does sys.getsizeof answer for '€' * 1000 of which UTF-8 was asked for?",
      python:
        "import sys; text = chr(0x20ac) * 1000; type(text, (), {}); print(sys.getsizeof(text))"
    ) { try size(of: "€", isKept: true, on: $0) })

  private static func size(
    of character: Character, isKept: Bool, on build: Build
  ) throws -> Int {
    let heap = try Heap(build)
    let text = try heap.make(String(repeating: character, count: 1000))
    if isKept { try text.cacheUTF8() }
    return try heap.size(of: text)
  }
}
