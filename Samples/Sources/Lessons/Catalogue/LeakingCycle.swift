import PySize

extension Lesson {
  static let leakingCycle = Lesson(
    "leaking-cycle", "Objects that the collector does not know", .references, .intermediate,
    asks: Question(
      """
      Two instances of recordclass's dataobject refer to one another, and nobody else to them. How
      many does gc.collect() free on CPython 3.13? Guess.
      """, unit: "objects"
    ) { build in
      let heap = try Heap(build)
      return try collected(heap.makeDataobjectClass("Record", fields: ["other"]))
    },
    shows: {
      let heap = try Heap(of: "3.13")
      let types = [
        try heap.makeClass("Slots", slots: ["other"]),
        try heap.makeDataobjectClass("Record", fields: ["other"]),
      ]
      return [
        Figure(
          "CPython 3.13",
          try types.map { type in
            [
              type.name, type.layout.shallowSize(), "bytes", try collected(type),
              "of 2 in a cycle collected",
            ]
          })
      ]
    },
    explains: """
      A dataobject saves the GC head: its type is without Py_TPFLAGS_HAVE_GC, so that the collector does
      not know it. Two that refer to one another stay for ever. Two instances of a class with __slots__
      that do the same are found and freed (deduce_unreachable, Python/gc.c).
      """,
    leaves: Question(
      """
      A program makes a thousand such pairs of Record and drops them. The allocator hands out multiples
      of 16 bytes. How many bytes are lost?
      """
    ) { build in
      let heap = try Heap(build)
      let Record = try heap.makeDataobjectClass("Record", fields: ["other"])
      _ = try collected(Record)
      let before = try heap.allocator.bytesGiven.small
      for _ in 0..<1000 { _ = try collected(Record) }
      return try heap.allocator.bytesGiven.small - before
    })

  private static func collected(_ type: Class) throws -> Int {
    let heap = type.heap
    try heap.collect()
    let (a, b) = (try type(), try type())
    try a.set("other", to: b)
    try b.set("other", to: a)
    try a.release()
    try b.release()
    return try heap.collect()
  }
}
