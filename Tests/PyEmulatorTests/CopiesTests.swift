import PyEmulator
import PyLayout
import Testing

/// Copies of an object are what a loop makes: the same blocks, counts and links.
@Suite struct CopiesTests {
  enum Shape: String, CaseIterable {
    case slots, instance, tuple
  }

  /// A heap with an object of the shape that is like all that follow, and the value it holds.
  private func make(_ shape: Shape, on build: Build) throws -> (Heap, Object, () throws -> Object) {
    let heap = try Heap(build)
    let value = try heap.make(12_345)
    let type = try heap.makeClass("Point", slots: shape == .slots ? ["x", "y"] : nil)
    func one() throws -> Object {
      if shape == .tuple { return try heap.makeTuple(of: [value, value]) }
      let object = try type()
      try object.set("x", to: value)
      try object.set("y", to: value)
      return object
    }
    var first = try one()
    // From 3.11 on the first instances of a class have more room
    for _ in 0..<40 { first = try one() }
    return (heap, first, one)
  }

  @Test(arguments: ClaimTests.builds, Shape.allCases)
  func copiesAreLikeObjectsMadeOneByOne(_ build: Build, _ shape: Shape) throws {
    // Up to 2.7 each instance has an ordinary dict, which is not copied
    if shape == .instance && build.version < Version(3, 0) { return }
    let count = 300
    let (heap, object, more) = try make(shape, on: build)
    let copies = try heap.makeCopies(of: object, count: count)
    let (other, another, one) = try make(shape, on: build)
    let list = try other.makeList(allocated: count)
    for index in 0..<count { try list.setItem(index, to: try one()) }

    let (ours, theirs) = (try heap.allocator.statistics, try other.allocator.statistics)
    #expect(ours.classes == theirs.classes, "\(build), \(shape.rawValue)")
    #expect(ours.others.blocks == theirs.others.blocks, "\(build), \(shape.rawValue)")
    let held = shape == .tuple ? "item" : "x"
    func value(_ object: Object) throws -> Object {
      held == "x" ? try object.get("x") : try object.item(0)
    }
    #expect(try value(object).referenceCount == value(another).referenceCount, "\(build)")
    #expect(try copies.items.count == count)
    for copy in try copies.items.suffix(3) {
      #expect(try value(copy).int == 12_345, "\(build), \(shape.rawValue)")
      #expect(try copy.referenceCount == list.items.last?.referenceCount, "\(build)")
      #expect(try copy.isTracked == list.items.last?.isTracked, "\(build)")
    }
    #expect(try heap.collect() == other.collect(), "\(build), \(shape.rawValue)")
    try copies.release()
    try list.release()
    let (after, alone) = (try heap.allocator.statistics, try other.allocator.statistics)
    #expect(after.classes.map(\.blocksInUse) == alone.classes.map(\.blocksInUse), "\(build)")
    withExtendedLifetime((more, one)) {}
  }

  @Test(arguments: ClaimTests.builds) func whatIsNotCopiedIsRefused(_ build: Build) throws {
    let heap = try Heap(build)
    let error = #expect(throws: PyError.self) {
      try heap.makeCopies(of: try heap.makeList(), count: 3)
    }
    #expect(error?.kind == .typeError)
    let negative = #expect(throws: PyError.self) {
      try heap.makeCopies(of: try heap.makeTuple(1), count: -1)
    }
    #expect(negative?.kind == .valueError)
  }
}
