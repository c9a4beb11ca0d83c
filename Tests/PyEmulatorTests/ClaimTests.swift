import OracleSupport
import PyEmulator
import PyLayout
import PyMemory
import Testing

/// What the article says of its records, shown on every build.
@Suite struct ClaimTests {
  static let builds =
    Build.released
    + ["3.13t", "3.14t", "3.11@32", "2.7@32", "3.12d"].compactMap {
      try? Build(parsing: $0)
    }

  private func blocksInUse(_ heap: Heap) throws -> Int {
    let statistics = try heap.allocator.statistics
    return statistics.classes.reduce(statistics.others.blocks) { $0 + $1.blocksInUse }
  }

  /// Two instances that refer to one another are freed by the collector, and by nothing else.
  @Test(arguments: builds) func cycleOfInstancesIsCollected(_ build: Build) throws {
    let heap = try Heap(build)
    let Point = try heap.makeClass("Point")
    try heap.collect()
    let (a, b) = (try Point(), try Point())
    try a.set("other", to: b)
    try b.set("other", to: a)
    try a.release()
    try b.release()
    // Up to 3.10 each instance has a dict of its own
    #expect(try heap.collect() == (build.version < Version(3, 11) ? 4 : 2), "\(build)")
    #expect(try heap.collect() == 0, "\(build)")
  }

  /// Two dataobjects that do the same have no GC head, and stay for ever.
  @Test(arguments: builds) func cycleOfDataobjectsLeaks(_ build: Build) throws {
    let heap = try Heap(build)
    let Point = try heap.makeDataobjectClass("Point", fields: ["x", "other"])
    let (a, b) = (try Point(), try Point())
    let address = try a.address
    try a.set("other", to: b)
    try b.set("other", to: a)
    try a.release()
    try b.release()
    #expect(try heap.collect() == 0, "\(build)")
    let head = try heap.memory.bits(at: address, size: 4)
    #expect(head != 0, "\(build): the object is gone")
    #expect(Point.layout.prefixSize == 0, "\(build)")
  }

  /// An instance with slots takes no attribute that is not named.
  @Test(arguments: builds) func slotsTakeNoOtherAttribute(_ build: Build) throws {
    let heap = try Heap(build)
    let Point = try heap.makeClass("Point", slots: ["x", "y", "z"])
    let point = try Point()
    try point.set("x", to: 1)
    #expect(try point.get("x").int == 1)
    let error = #expect(throws: PyError.self, "\(build)") { try point.set("w", to: 1) }
    #expect(error?.kind == .attributeError)
  }

  /// A tuple of what can be in no cycle is not looked at again after a collection.
  @Test(arguments: builds) func tupleOfNumbersIsUntracked(_ build: Build) throws {
    let heap = try Heap(build)
    let numbers = try heap.makeTuple(1, 2, 3)
    let lists = try heap.makeTuple(try heap.makeList())
    #expect(try numbers.isTracked && lists.isTracked, "\(build)")
    try heap.collect()
    #expect(try !numbers.isTracked && lists.isTracked, "\(build)")
  }

  /// A type that the C compiler placed has no GC head, a class has: so `gc.is_tracked` says of what
  /// holds them, on 2.7 and 3.6 to 3.13, after `gc.collect()`.
  @Test(arguments: builds) func whatHoldsStaticTypesIsUntracked(_ build: Build) throws {
    let heap = try Heap(build)
    let int = try heap.make(1).get("__class__")
    let Point = try heap.makeClass("Point")
    let point = try Point().get("__class__")
    let (ofInt, ofPoint) = (try heap.makeTuple(int), try heap.makeTuple(int, point))
    try heap.collect()
    #expect(try !ofInt.isTracked && ofPoint.isTracked, "\(build)")
    guard build.version < .v3_14 else { return }
    let (withInt, withPoint) = (try heap.makeDict(), try heap.makeDict())
    try withInt.setItem("a", to: int)
    try withPoint.setItem("a", to: point)
    #expect(try !withInt.isTracked && withPoint.isTracked, "\(build)")
  }

  /// An object whose count reaches zero is freed, and its block is used again.
  @Test(arguments: builds) func blockIsUsedAgain(_ build: Build) throws {
    let heap = try Heap(build)
    let Point = try heap.makeClass("Point", slots: ["x"])
    let first = try Point()
    let address = try first.address
    let used = try blocksInUse(heap)
    try first.release()
    #expect(try blocksInUse(heap) == used - 1, "\(build)")
    // mimalloc hands the rest of its page out first
    if !build.isFreeThreaded { #expect(try Point().address == address, "\(build)") }
    #expect(throws: PyError.self) { try first.get("x") }
  }

  /// A Cython class holds C ints: what does not fit is refused.
  @Test(arguments: builds) func cythonHoldsInts(_ build: Build) throws {
    let heap = try Heap(build)
    let Point = try heap.makeCythonClass("Point", ints: ["x", "y", "z"])
    let point = try Point()
    try point.set("y", to: -7)
    #expect(try point.get("y").int == -7, "\(build)")
    let error = #expect(throws: PyError.self) { try point.set("x", to: 1 << 40) }
    #expect(error?.kind == .overflowError, "\(build)")
  }
}
