import OracleSupport
import PySize
import Testing

/// The emulator's heap, found by the code that finds a process's.
@Suite struct CensusTests {
  static let builds = Build.kinds

  /// A heap with objects of many kinds, of which some have gone.
  private static func heap(_ build: Build) throws -> (Heap, [Object]) {
    let heap = try Heap(build)
    let type = try heap.makeClass("Point")
    let slots = try heap.makeClass("Slots", slots: ["x", "y"])
    var kept: [Object] = []
    for number in 0..<300 {
      let point = try type()
      try point.set("x", to: number * 1000)
      let small = try slots()
      try small.set("x", to: "text \(number)")
      let dict = try heap.makeDict()
      for key in 0..<(number % 12) { try dict.setItem(key, to: point) }
      let list = try heap.makeList(of: [point, small, dict])
      let set = try heap.makeSet(of: (0..<(number % 9)).map { try heap.make($0 * 7777) })
      kept += [list, set, try heap.makeTuple(of: [list, set])]
    }
    let gone = kept.enumerated().filter { $0.offset % 3 == 1 }.map(\.element)
    for object in gone { try object.release() }
    return (heap, kept.enumerated().filter { $0.offset % 3 != 1 }.map(\.element))
  }

  @Test("a census finds what the heap says it has", arguments: builds)
  func findsTheHeapsObjects(_ build: Build) throws {
    let (heap, kept) = try Self.heap(build)
    try withExtendedLifetime(kept) {
      let census = try heap.census()
      var found: [Address: Address] = [:]
      census.forEachObject { found[$0.address] = $0.type }
      let missing = try heap.snapshot().objects.filter { found[$0] == nil }
      #expect(missing.isEmpty, "\(build): \(missing.count) objects, \(missing.prefix(3))")
      var types: [String: Int] = [:]
      for object in try heap.objects { types[try object.type.name, default: 0] += 1 }
      for name in ["Point", "Slots", "list", "set", "tuple"] {
        let counted = census.types.filter { $0.name == name }.reduce(0) { $0 + $1.count }
        #expect(counted == types[name], "\(build): \(name)")
      }
      #expect(census.failures.isEmpty, "\(build): \(census.failures)")
    }
  }

  @Test("a census tells of references what the heap tells", arguments: builds)
  func referencesAreTheHeaps(_ build: Build) throws {
    let (heap, kept) = try Self.heap(build)
    try withExtendedLifetime(kept) {
      let census = try heap.census()
      for object in kept.prefix(40) {
        let told = try heap.references(of: object).map { try $0.address }
        let found = census.references(of: try object.address)
        let name = try object.type.name
        #expect(found.sorted() == told.sorted(), "\(build): \(name)")
        let referrers = try heap.referrers(of: object).map { try $0.address }
        let holders = census.referrers(of: try object.address)
        #expect(holders.sorted() == referrers.sorted(), "\(build): \(name)")
      }
    }
  }

  @Test("the blocks of a census add up to the allocator's", arguments: builds)
  func blocksAddUp(_ build: Build) throws {
    let (heap, kept) = try Self.heap(build)
    try withExtendedLifetime(kept) {
      let census = try heap.census()
      let statistics = try heap.allocator.statistics
      let used = census.allocators.reduce(0) { $0 + $1.blocks }
      let counted = statistics.classes.reduce(statistics.others.blocks) { $0 + $1.blocksInUse }
      #expect(used == counted, "\(build)")
      #expect(census.allocators.allSatisfy { $0.unexplained.blocks == 0 }, "\(build)")
    }
  }
}
