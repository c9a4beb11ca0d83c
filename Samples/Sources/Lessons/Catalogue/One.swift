import PySize

extension Lesson {
  static let one = Lesson(
    "one", "What the number 1 consists of", .numbers, .beginner,
    asks: Question(
      "How many bytes does the int 1 take on CPython 3.13? Guess.",
      python: "import sys; print(sys.getsizeof(1))"
    ) { try What.literal("1").estimate(on: $0).shallow },
    shows: {
      let heap = try Heap(of: "3.13")
      let fields = try heap.inspect(heap.make(1)).blocks[0].fields
      return [
        Figure(
          "The fields of 1", fields.map { ["at", $0.offset.rawValue, $0.name, $0.size, "bytes"] }),
        Figure(
          "Larger numbers",
          try [1, 30, 31, 60, 61].map { bits in
            let number = What.literal("\(UInt64(1) << UInt64(bits - 1))")
            return ["of", bits, "bits", try number.estimate(on: heap.build).size, "bytes"]
          },
          on: "3.13",
          python: """
            import sys
            for bits in 1, 30, 31, 60, 61: print(bits, sys.getsizeof(1 << bits - 1))
            """),
      ]
    },
    explains: """
      The two words of every object, a word for the number's length and sign (lv_tag), and digits of
      30 bits in four bytes each (PyLongObject, Include/cpython/longintrepr.h). A number of 31 bits
      needs a second digit, and every 30 bits more are four bytes more. Ints have no limit, and this is
      the price.
      """,
    leaves: Question(
      "How many bytes does 2 ** 100 take?", python: "import sys; print(sys.getsizeof(2 ** 100))"
    ) { try What.literal("1267650600228229401496703205376").estimate(on: $0).shallow })
}
