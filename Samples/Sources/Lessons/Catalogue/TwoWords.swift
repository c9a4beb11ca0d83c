import PySize

extension Lesson {
  static let twoWords = Lesson(
    "two-words", "What stands before any data", .objects, .beginner,
    asks: Question(
      "object() has no data at all. How many bytes does it take on CPython 3.13? Guess.",
      python: "import sys; print(sys.getsizeof(object()))"
    ) { PyObject.layout(on: $0).size },
    shows: {
      try ["2.7", "3.13", "3.13@32", "3.13t"].map { name in
        let head = try PyObject.layout(on: Build(parsing: name))
        return Figure(
          "CPython \(name): \(head.size) bytes before any data",
          head.rows.map { ["at", $0.offset.rawValue, $0.name, $0.size, "bytes"] })
      }
    },
    explains: """
      Every object starts with two words: how many refer to it, and what it is (PyObject,
      Include/object.h). With pointers of four bytes the words are half as large. A free-threaded build
      needs more: who owns the object, a lock, and two counts, the owner's and everybody else's.
      """,
    leaves: Question(
      """
      A float has one C double of 8 bytes behind its head. What does sys.getsizeof(1.5) answer on a
      free-threaded 3.13t?
      """, on: "3.13t", python: "import sys; print(sys.getsizeof(1.5))"
    ) { try What.literal("1.5").estimate(on: $0).shallow })
}
