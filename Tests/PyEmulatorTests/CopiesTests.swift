import PyEmulator
import PyLayout
import PyMemory
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

  /// What ends side by side leaves what single ends leave: the same counts, links and free blocks.
  @Test(arguments: ClaimTests.builds, Shape.allCases)
  func neighboursEndAsOneByOne(_ build: Build, _ shape: Shape) throws {
    if shape == .instance && build.version < Version(3, 0) { return }
    var ends: [(Allocator.Statistics, [UInt64], Int)] = []
    for isOneByOne in [false, true] {
      let heap = try Heap(build)
      let type = try heap.makeClass("Point", slots: shape == .slots ? ["x", "y"] : nil)
      func one(_ value: Object) throws -> Object {
        if shape == .tuple { return try heap.makeTuple(of: [value, value]) }
        let object = try type()
        try object.set("x", to: value)
        return object
      }
      let (small, large) = (try heap.make(1), try heap.make(12_345))
      var lists: [Object] = []
      for value in [small, large, small] {
        lists.append(try heap.makeCopies(of: try one(value), count: 1000))
      }
      // Tuples are untracked then, and some are not like their neighbours
      try heap.collect()
      lists.append(try heap.makeCopies(of: try one(small), count: 1000))
      try lists[0].setItem(700, to: large)
      let kept = try lists[0].item(300)
      if isOneByOne {
        for index in (0..<1000).reversed() { try lists[0].setItem(index, to: heap.none) }
      }
      try lists[0].release()
      try lists[1].release()
      try lists[3].release()
      let more = try (0..<400).map { _ in try one(small) }
      let start = heap.memory.start.rawValue
      ends.append(
        (
          try heap.allocator.statistics, try more.map { try $0.address.rawValue - start },
          try heap.collect()
        ))
      withExtendedLifetime((kept, lists)) {}
    }
    #expect(ends[0].0 == ends[1].0, "\(build), \(shape.rawValue)")
    #expect(ends[0].1 == ends[1].1, "\(build), \(shape.rawValue)")
    #expect(ends[0].2 == ends[1].2, "\(build), \(shape.rawValue)")
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
