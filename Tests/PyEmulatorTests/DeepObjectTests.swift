import OracleSupport
import PyEmulator
import PyInspector
import PyLayout
import Testing

/// Objects nested more deeply than a stack has room for: made, hashed, compared, inspected,
/// collected, ended.
@Suite struct DeepObjectTests {
  enum Kind: CaseIterable, Sendable {
    case list, dict, frozenset, tuple, slot, attribute, mutabletuple, exception

    /// What compares what it holds.
    var isCompared: Bool { [.list, .dict, .frozenset, .tuple].contains(self) }
  }

  private static func nested(_ kind: Kind, _ depth: Int, in heap: Heap) throws -> Object {
    let cls = try heap.makeClass("C", slots: kind == .slot ? ["x"] : nil)
    let exception = try heap.builtinClass("Exception")
    var object = try heap.make("core")
    for _ in 0..<depth {
      switch kind {
      case .list:
        let list = try heap.makeList()
        try list.append(object)
        object = list
      case .dict:
        let dict = try heap.makeDict()
        try dict.setItem(1, to: object)
        object = dict
      case .frozenset: object = try heap.makeFrozenset(of: [object])
      case .tuple: object = try heap.makeTuple(of: [object])
      case .mutabletuple: object = try heap.makeMutabletuple(of: [object])
      case .exception: object = try exception(object)
      case .slot, .attribute:
        let instance = try cls()
        try instance.set("x", to: object)
        object = instance
      }
    }
    return object
  }

  @Test(arguments: ["2.7", "3.14t"], Kind.allCases)
  func areNoTrap(_ name: String, _ kind: Kind) async throws {
    let build = try Build(parsing: name)
    try await SmallStack.run {
      let heap = try Heap(build)
      if kind.isCompared {
        let (one, other) = try (
          Self.nested(kind, 900, in: heap), Self.nested(kind, 900, in: heap)
        )
        #expect(try one.isEqual(to: other), "\(build): \(kind)")
      }
      // One in full; the others so deep that this stack has no room for a call for each level
      let depth = kind == .tuple && name == "3.14t" ? 100_000 : kind.isCompared ? 12_000 : 3_000
      let deep = try Self.nested(kind, depth, in: heap)
      let inspector = Inspector(build, reading: heap.memory)
      #expect(try inspector.inspect(deep.address).size == inspector.size(of: deep.address))
      #expect(try !inspector.owned(by: deep.address).isEmpty)
      if kind.isCompared {
        let twin = try Self.nested(kind, depth, in: heap)
        let error = #expect(throws: PyError.self) { try deep.isEqual(to: twin) }
        #expect(
          error?.kind == (build.version < Version(3, 0) ? .runtimeError : .recursionError),
          "\(build): \(kind)")
        if kind == .tuple || kind == .frozenset {
          #expect(try deep.hash == twin.hash, "\(build): \(kind)")
          // A key is named in the error, not written out to the end
          let missing = #expect(throws: PyError.self) { try heap.makeDict().item(deep) }
          #expect((missing?.message.utf8.count ?? .max) < 1000, "\(build): \(kind)")
        }
        try twin.release()
      }
      try heap.collect()
      try deep.release()
      #expect(heap.failure == nil, "\(build): \(kind)")
    }
  }
}
