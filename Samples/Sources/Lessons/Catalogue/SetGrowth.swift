import PySize

extension Lesson {
  static let setGrowth = Lesson(
    "set-growth", "The fifth member of a set", .containers, .beginner,
    asks: Question(
      """
      A set of four numbers takes \(try size(members: 4, on: Build(parsing: "3.13"))) bytes on CPython
      3.13, as many as an empty one. How many with the fifth? Guess.
      """,
      python: """
        import sys
        numbers = set()
        for n in range(5): numbers.add(n)
        print(sys.getsizeof(numbers))
        """
    ) { try size(members: 5, on: $0) },
    shows: {
      try ["3.7", "3.13"].map { name in
        let most = 20
        let heap = try Heap(of: name)
        let set = try heap.makeSet()
        var size = try heap.size(of: set)
        var rows: [[any CustomStringConvertible]] = [["empty", size, "bytes"]]
        for number in 1...most {
          try set.add(number)
          let grown = try heap.size(of: set)
          if grown != size { rows.append(["members: \(number)", grown, "bytes"]) }
          size = grown
        }
        for number in 1...most { try set.discard(number) }
        rows.append(["all discarded", try heap.size(of: set), "bytes"])
        return Figure(
          "CPython \(name)", rows, on: name,
          python: """
            import sys
            numbers = set()
            size = sys.getsizeof(numbers)
            print(size)
            for n in range(1, \(most + 1)):
                numbers.add(n)
                if sys.getsizeof(numbers) != size: print(sys.getsizeof(numbers))
                size = sys.getsizeof(numbers)
            for n in range(1, \(most + 1)): numbers.discard(n)
            print(sys.getsizeof(numbers))
            """)
      }
    },
    explains: """
      A small set has its table of eight places inside itself. When three fifths of a table are used
      (up to 3.6 two thirds), set_add_entry, Objects/setobject.c, makes one of more than four times as
      many places as there are members, from 50000 members on twice as many, each of 16 bytes: a member
      and its hash. Most of them are empty, because a set looks for what is not in it as often as for
      what is. What is discarded leaves its place behind.
      """,
    leaves: Question(
      """
      Numbers 0, 1, 2 ... are added to a set on CPython 3.13. How many members does it have when its
      table first has 512 places? It grows when 5 * members >= 3 * (places - 1).
      """, unit: "members",
      python: """
        import sys
        numbers = set()
        while sys.getsizeof(numbers) < 16 * 512: numbers.add(len(numbers))
        print(len(numbers))
        """
    ) { build in
      let heap = try Heap(build)
      let set = try heap.makeSet()
      while try heap.size(of: set) < 16 * 512 { try set.add(set.count) }
      return try set.count
    })

  private static func size(members count: Int, on build: Build) throws -> Int {
    let heap = try Heap(build)
    let set = try heap.makeSet()
    for number in 0..<count { try set.add(number) }
    return try heap.size(of: set)
  }
}
