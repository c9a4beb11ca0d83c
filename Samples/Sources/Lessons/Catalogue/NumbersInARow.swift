import PySize

extension Lesson {
  static let numbersInARow = Lesson(
    "numbers-in-a-row", "A thousand numbers in a list, an array, NumPy", .containers, .beginner,
    asks: Question(
      """
      numbers = list(range(1000, 2000)). How many bytes are the list and its numbers together on
      CPython 3.13, as sys.getsizeof counts? Guess.
      """,
      python: """
        import sys
        numbers = list(range(1000, 2000))
        print(sys.getsizeof(numbers) + sum(map(sys.getsizeof, numbers)))
        """
    ) { build in
      let heap = try Heap(build)
      return try heap.size(of: thousand(in: heap)) + 1000 * heap.size(of: heap.make(1000))
    },
    shows: {
      let heap = try Heap(of: "3.13")
      let list = try thousand(in: heap)
      let own = try heap.size(of: list)
      let boxes = try 1000 * heap.size(of: heap.make(1000))
      let arrays: [[any CustomStringConvertible]] = ["i", "q", "d"].map { typecode in
        let array = StandardObject.array(typecode: Character(typecode), 1000)
        return ["array.array('\(typecode)')", array.shallowSize(on: heap.build) ?? 0, 0]
      }
      let rows = [["list of ints", own, boxes]] + arrays
      let numPy = try heap.makeStructuredArray(rows: 1000, fields: ["n"])
      return [
        Figure(
          "CPython 3.13: sys.getsizeof of a thousand numbers",
          [["", "itself", "its numbers"]] + rows + [
            ["NumPy, of int32", try heap.size(of: numPy), 0]
          ],
          witnesses: [
            Witness(
              on: "3.13", rows,
              """
              import array, sys
              numbers = list(range(1000, 2000))
              print(sys.getsizeof(numbers), sum(map(sys.getsizeof, numbers)))
              for code in 'iqd': print(sys.getsizeof(array.array(code, [7] * 1000)), 0)
              """)
          ])
      ]
    },
    explains: """
      A list holds pointers, and each int is an object with a head, a length and a digit. An array
      (array_new, Modules/arraymodule.c) and NumPy's ndarray hold the C numbers themselves, one behind
      the other behind one head; an object is made each time when one of them is read, and dropped
      again. NumPy's array is here a column of C ints as the emulator writes it; that of
      np.arange(1000, dtype='i4') takes as many bytes. The ints below 257 would cost a list nothing:
      they exist anyway.
      """,
    leaves: Question(
      "What does sys.getsizeof(array.array('h', [7] * 1000)) answer? A C short has two bytes.",
      python: "import array, sys; print(sys.getsizeof(array.array('h', [7] * 1000)))"
    ) { StandardObject.array(typecode: "h", 1000).shallowSize(on: $0) ?? 0 })

  private static func thousand(in heap: Heap) throws -> Object {
    let list = try heap.makeList(allocated: 1000)
    for index in 0..<1000 { try list.setItem(index, to: 1000 + index) }
    return list
  }
}
