import PySize

extension Lesson {
  static let smallInts = Lesson(
    "small-ints", "Numbers that are there already", .numbers, .beginner,
    asks: Question(
      """
      list(range(1000)) holds a thousand numbers. How many ints have to be made for it on CPython
      3.13? Guess.
      """, unit: "ints",
      python: "print(sum(n is not int(str(n)) for n in range(1000)))"
    ) { build in try made(0..<1000, in: Heap(build)) },
    shows: {
      let names = ["3.11", "3.12", "3.13", "3.14", "3.15"]
      return [
        Figure(
          "Made once, when Python starts",
          try names.map { name in
            let heap = try Heap(of: name)
            let known = try (-2000..<2000).filter { try isShared($0, in: heap) }
            return ["CPython \(name)", "from", known.first ?? 0, "to", known.last ?? 0]
          },
          python: """
            known = [n for n in range(-2000, 2000) if n is int(str(n))]
            print(known[0], known[-1])
            """),
        Figure(
          "References to them are",
          try names.map { name in
            let heap = try Heap(of: name)
            let counts = try [heap.make(1), heap.none, heap.make(5000)].map {
              try $0.referenceCount == nil ? "not counted" : "counted"
            }
            return ["CPython \(name)", "1:", counts[0], "None:", counts[1], "5000:", counts[2]]
          }),
      ]
    },
    explains: """
      An int that is one of the small ones is never made: get_small_int, Objects/longobject.c, hands out
      the one that the runtime has had since it started. Another number is a new object each time, even
      where an equal one exists. Since 3.12 these ints, None and other objects that live as long as the
      process are immortal (PEP 683): their count stays as it is, so that to look at them writes
      nothing, and pages that a fork shares stay shared.
      """,
    leaves: Question(
      "How many ints have to be made for list(range(-10, 2000)) on CPython 3.13?", unit: "ints",
      python: "print(sum(n is not int(str(n)) for n in range(-10, 2000)))"
    ) { try made(-10..<2000, in: Heap($0)) })

  private static func made(_ numbers: Range<Int>, in heap: Heap) throws -> Int {
    try numbers.count { try !isShared($0, in: heap) }
  }

  private static func isShared(_ number: Int, in heap: Heap) throws -> Bool {
    let first = try heap.make(number)
    return try heap.make(number).isSame(as: first)
  }
}
