import PySize

extension Lesson {
  static let dictGrowth = Lesson(
    "dict-growth", "A dict that was emptied key by key", .containers, .intermediate,
    asks: Question(
      """
      A hundred texts were put into a dict as keys on CPython 3.13, and all deleted again. How many
      bytes does sys.getsizeof answer? Guess.
      """,
      python: """
        import sys
        numbers = {}
        for n in range(1, 101): numbers['key%d' % n] = n
        for n in range(1, 101): del numbers['key%d' % n]
        print(sys.getsizeof(numbers))
        """
    ) { build in
      let heap = try Heap(build)
      let dict = try filled(keys: 100, in: heap)
      for number in 1...100 { try dict.removeItem("key\(number)") }
      return try heap.size(of: dict)
    },
    shows: {
      let heap = try Heap(of: "3.13")
      let dict = try heap.makeDict()
      var size = try heap.size(of: dict)
      var rows: [[any CustomStringConvertible]] = [["empty", size, "bytes"]]
      for number in 1...100 {
        try dict.setItem("key\(number)", to: number)
        let grown = try heap.size(of: dict)
        if grown != size { rows.append(["keys: \(number)", grown, "bytes"]) }
        size = grown
      }
      for number in 1...100 { try dict.removeItem("key\(number)") }
      rows.append(["all deleted", try heap.size(of: dict), "bytes"])
      var turns = 0
      while try heap.size(of: dict) == size {
        try dict.setItem("one more", to: turns)
        try dict.removeItem("one more")
        turns += 1
      }
      rows.append(["one in and out, \(turns) times", try heap.size(of: dict), "bytes"])
      try dict.clear()
      rows.append(["after clear()", try heap.size(of: dict), "bytes"])
      return [
        Figure(
          "CPython 3.13", rows, on: "3.13",
          python: """
            import sys
            numbers = {}
            size = sys.getsizeof(numbers)
            print(size)
            for n in range(1, 101):
                numbers['key%d' % n] = n
                if sys.getsizeof(numbers) != size: print(sys.getsizeof(numbers))
                size = sys.getsizeof(numbers)
            for n in range(1, 101): del numbers['key%d' % n]
            print(sys.getsizeof(numbers))
            for n in range(\(turns)):
                if n == \(turns - 1): assert sys.getsizeof(numbers) == size
                numbers['one more'] = n
                del numbers['one more']
            print(sys.getsizeof(numbers))
            numbers.clear()
            print(sys.getsizeof(numbers))
            """)
      ]
    },
    explains: """
      A dict makes a larger table when two thirds of the one it has are used up (USABLE_FRACTION,
      Objects/dictobject.c), and to delete keys gives nothing back: their entries stay used. It is small
      again when a key comes for which there is no entry left: only then does it count its keys and make
      a table for those (insertion_resize). Or after clear().
      """,
    leaves: Question(
      """
      A table of 2 ** n places has room for two thirds of them, rounded down, and doubles when one more
      comes. How many bytes does a dict with 171 texts as keys take on CPython 3.13, each put in by
      itself? Up to 256 places an index takes one byte, above two.
      """,
      python: """
        import sys
        numbers = {}
        for n in range(1, 172): numbers['key%d' % n] = n
        print(sys.getsizeof(numbers))
        """
    ) { build in
      let heap = try Heap(build)
      return try heap.size(of: filled(keys: 171, in: heap))
    })

  private static func filled(keys count: Int, in heap: Heap) throws -> Object {
    let dict = try heap.makeDict()
    for number in 1...count { try dict.setItem("key\(number)", to: number) }
    return dict
  }
}
