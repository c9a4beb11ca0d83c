import PySize

extension Lesson {
  static let gcHead = Lesson(
    "gc-head", "Bytes where id() does not point", .objects, .beginner,
    asks: Question(
      """
      sys.getsizeof([]) counts bytes that stand in front of the list, where id() does not point. How
      many are they on CPython 3.13? Guess.
      """, python: "import sys; print(sys.getsizeof([]) - [].__sizeof__())"
    ) { $0.gcHeadSize },
    shows: {
      let heap = try Heap(of: "3.13")
      let literals = ["1", "1.5", "'text'", "(1, 2)", "[1, 2]", "{'x': 1}", "{1, 2}"]
      return [
        Figure(
          "The collector's links",
          try ["2.7", "3.7.3", "3.7.4", "3.8", "3.13", "3.13t"].map { name in
            ["CPython \(name)", "a GC head of", try Build(parsing: name).gcHeadSize, "bytes"]
          }, python: "import sys; print(sys.getsizeof([]) - [].__sizeof__())"),
        Figure(
          "On CPython 3.13",
          try literals.map { literal in
            let object = try heap.make(PyValue(literal: literal, on: heap.build))
            return [literal, try heap.inspect(object).type.prefixSize, "bytes before the object"]
          },
          on: "3.13",
          python: """
            import sys
            for one in \(literals.joined(separator: ", ")):
                print(sys.getsizeof(one) - one.__sizeof__())
            """),
      ]
    },
    explains: """
      What can be in a cycle carries the collector's links in front of it (PyGC_Head,
      Include/internal/pycore_gc.h): two words, up to 3.7 a count as a third, and alignment to sixteen
      bytes can make them four. An int, a str, a float cannot be in one. A free-threaded build keeps its
      marks inside the object.
      """,
    leaves: Question(
      """
      ().__sizeof__() answers \(try emptyTuple(on: Build(parsing: "3.13")) - Build(parsing: "3.13").gcHeadSize) on
      CPython 3.13. What does sys.getsizeof(()) answer?
      """,
      python: "import sys; print(sys.getsizeof(()))"
    ) { try emptyTuple(on: $0) })

  private static func emptyTuple(on build: Build) throws -> Int {
    try What.literal("()").estimate(on: build).shallow
  }
}
