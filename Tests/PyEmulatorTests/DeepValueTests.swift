import OracleSupport
import PyEmulator
import PyLayout
import Testing

/// Values nested 100,000 deep are hashed, compared, measured and released, and refused with a
/// message where CPython's compiler refuses them.
@Suite struct DeepValueTests {
  enum Shape: CaseIterable, Sendable { case tuple, list, set, key, value, mixed }

  private static let depth = 100_000

  private static func nested(_ shape: Shape, _ depth: Int, around core: PyValue) -> PyValue {
    var value = core
    for level in 0..<depth {
      value =
        switch shape {
        case .tuple: .tuple([value])
        case .list: .list([value])
        case .set: .set([value])
        case .key: .dict([PyPair(key: value, value: .none)])
        case .value: .dict([PyPair(key: .none, value: value)])
        case .mixed:
          level % 3 == 0 ? .tuple([.none, value]) : level % 3 == 1 ? .list([value, value]) : value
        }
    }
    return value
  }

  @Test(arguments: Shape.allCases) func areHashedAndCompared(_ shape: Shape) async throws {
    try await SmallStack.run {
      // What is held twice is compared twice
      let depth = shape == .mixed ? 18 : shape == .list ? Self.depth : Self.depth / 10
      let one = Self.nested(shape, depth, around: .int(PyInt(1)))
      let twin = Self.nested(shape, depth, around: .int(PyInt(1)))
      let other = Self.nested(shape, depth, around: .int(PyInt(2)))
      let less = Self.nested(shape, depth - 3, around: .int(PyInt(1)))
      #expect(one == twin && one.hashValue == twin.hashValue)
      #expect(one != other && one != less)
      #expect(Set([one, twin, other]).count == 2)
    }
  }

  /// What one value holds outlives it where another holds it too.
  @Test func whatIsHeldElsewhereStays() async throws {
    try await SmallStack.run {
      let inner = Self.nested(.list, Self.depth, around: .str([0x61]))
      var outer: PyValue? = Self.nested(.mixed, 300, around: inner)
      #expect(outer != nil)
      outer = nil
      var value = inner
      var levels = 0
      while case .list(let items) = value.content, let item = items.first {
        value = item
        levels += 1
      }
      #expect(levels == Self.depth && value == .str([0x61]))
    }
  }

  /// Released by many threads at once, each level is freed once.
  @Test func threadsGiveThemUp() async throws {
    for _ in 0..<10 {
      let inner = Self.nested(.list, 10_000, around: .none)
      await withTaskGroup(of: Void.self) { group in
        for _ in 0..<4 {
          group.addTask { _ = try? await SmallStack.run { [inner] in inner.content == .none } }
        }
      }
    }
  }

  @Test(arguments: ["2.7", "3.13", "3.14t"])
  func areMeasuredAndRefused(_ name: String) async throws {
    let build = try Build(parsing: name)
    try await SmallStack.run {
      let empty = try Heap(build)
      // A tuple is a key, however deep it is
      let key = Self.nested(.tuple, Self.depth, around: .float(1))
      let set = PyValue.set([key, key, .float(1)])
      #expect(
        set.shallowSize(on: build) == PyValue.set([.int(PyInt(1)), .none]).shallowSize(on: build),
        "\(build)")
      for shape in Shape.allCases where shape != .mixed {
        let value = Self.nested(shape, Self.depth / 10, around: .float(1))
        let flat = Self.nested(shape, 1, around: .float(1))
        #expect(value.shallowSize(on: build) == flat.shallowSize(on: build), "\(build): \(shape)")
        #expect(value.requests(on: build) == flat.requests(on: build), "\(build): \(shape)")
        #expect(value.allocated(on: build) == flat.allocated(on: build), "\(build): \(shape)")
        let error = #expect(throws: PyError.self, "\(build): \(shape)") {
          try empty.make(value)
        }
        #expect(
          error?.kind == (build.version < Version(3, 0) ? .runtimeError : .recursionError),
          "\(build): \(shape)")
        #expect(error?.message.contains("maximum recursion depth exceeded") == true)
      }
    }
  }

  /// As deep as is allowed they are made, on little stack too.
  @Test(arguments: ["2.7", "3.9@32", "3.13", "3.14t"])
  func areMadeUpToTheLimit(_ name: String) async throws {
    let build = try Build(parsing: name)
    try await SmallStack.run {
      let heap = try Heap(build)
      for shape in [Shape.tuple, .list, .value] {
        let value = Self.nested(shape, PyValue.deepest - 1, around: .float(1))
        var object = try heap.make(value)
        for _ in 0..<PyValue.deepest - 1 {
          object = try shape == .value ? object.item(heap.none) : object.item(0)
        }
        #expect(try object.double == 1, "\(build): \(shape)")
        #expect(throws: PyError.self, "\(build): \(shape)") {
          try heap.make(Self.nested(shape, 1, around: value))
        }
      }
    }
  }
}
