import PySize

extension Lesson {
  static let arenas = Lesson(
    "arenas", "When 99 % are freed", .allocator, .advanced,
    asks: Question(
      """
      A program on CPython 3.13 makes 50,000 instances with three slots, and then frees all but each
      hundredth. They were in \(try arenas(on: Build(parsing: "3.13")) { _ in true }.before) arenas, the
      units in which pymalloc gives memory back. How many does it keep? Guess.
      """, unit: "arenas"
    ) { try arenas(on: $0) { $0 % 100 == 0 }.after },
    shows: {
      let rows: [[any CustomStringConvertible]] = try ["3.8", "3.13"].map { name in
        let arenas = try arenas(on: Build(parsing: name)) { $0 % 100 == 0 }
        return ["CPython \(name)", arenas.size / 1024, arenas.before, arenas.after]
      }
      return [
        Figure(
          "Arenas in use",
          [["", "KiB each", "with all", "with each hundredth"]] + rows)
      ]
    },
    explains: """
      An arena goes back to the system when all its pools are free; since 3.9 one such arena is kept for
      what may come. A pool is free when none of its blocks is in use (insert_to_freepool,
      Objects/obmalloc.c). One object in each few pools is enough to keep nearly all. The process
      stays as large as it was; what was freed is there for objects to come, but not for other
      processes. It is not a leak, and gc.collect() does not change it. The emulated Python has
      imported nothing: a real one has some arenas more.
      """,
    leaves: Question(
      """
      The program keeps as many, but the first 500 of the 50,000. How many arenas are in use
      afterwards on CPython 3.13?
      """, unit: "arenas"
    ) { try arenas(on: $0) { $0 < 500 }.after })

  private static func arenas(
    on build: Build, keeping isKept: (Int) -> Bool
  ) throws -> (size: Int, before: Int, after: Int) {
    let heap = try Heap(build)
    let Point = try heap.makeClass("Point", slots: ["x", "y", "z"])
    let points = try heap.makeCopies(of: Point(), count: 50_000)
    let before = try heap.allocator.statistics
    let none = try heap.none
    for number in 0..<50_000 where !isKept(number) { try points.setItem(number, to: none) }
    let after = try heap.allocator.statistics
    return (before.arenaSize, before.arenasAllocatedCurrent, after.arenasAllocatedCurrent)
  }
}
