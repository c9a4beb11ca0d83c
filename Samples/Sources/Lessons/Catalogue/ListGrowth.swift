import PySize

extension Lesson {
  static let listGrowth = Lesson(
    "list-growth", "Room for the next item", .containers, .beginner,
    asks: Question(
      """
      An empty list takes \(try appended(0, on: Build(parsing: "3.13"))) bytes on CPython 3.13, and each
      item is a pointer. How many bytes does a list take to which 33 items were appended? Guess.
      """,
      python: """
        import sys
        items = []
        for n in range(33): items.append(n)
        print(sys.getsizeof(items))
        """
    ) { try appended(33, on: $0) },
    shows: {
      let heap = try Heap(of: "3.13")
      let list = try heap.makeList()
      var sizes = [try heap.size(of: list)]
      var rows: [[any CustomStringConvertible]] = [["empty", sizes[0], "bytes"]]
      for number in 1...33 {
        try list.append(number)
        sizes.append(try heap.size(of: list))
        if sizes[number] != sizes[number - 1] {
          rows.append(["append \(number)", sizes[number], "bytes"])
        }
      }
      rows.append(["a copy of the 33", try heap.size(of: list.copy()), "bytes"])
      let display = What.literal("[\((1...33).map { "\($0)" }.joined(separator: ", "))]")
      rows.append(["33 written out", try display.estimate(on: heap.build).size, "bytes"])
      return [
        Figure(
          "CPython 3.13", rows, on: "3.13",
          python: """
            import sys
            items = []
            size = sys.getsizeof(items)
            print(size)
            for n in range(1, 34):
                items.append(n)
                if sys.getsizeof(items) != size: print(sys.getsizeof(items))
                size = sys.getsizeof(items)
            print(sys.getsizeof(items.copy()), sys.getsizeof(eval(str(items))))
            """)
      ]
    },
    explains: """
      A list that is appended to asks for more than it needs, an eighth and a little, rounded to four
      items, so that most appends move nothing: (n + n / 8 + 6) & ~3 for n items (list_resize,
      Objects/listobject.c). copy() asks for exactly what it needs. A list written out in constants
      extends an empty one, which may leave room for one item more.
      """,
    leaves: Question(
      "How many bytes does a list take to which 100 items were appended?",
      python: """
        import sys
        items = []
        for n in range(100): items.append(n)
        print(sys.getsizeof(items))
        """
    ) { try appended(100, on: $0) })

  private static func appended(_ count: Int, on build: Build) throws -> Int {
    let heap = try Heap(build)
    let list = try heap.makeList()
    for number in 0..<count { try list.append(number) }
    return try heap.size(of: list)
  }
}
