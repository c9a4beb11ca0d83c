import FoundationEssentials
import OracleSupport
import PyEmulator
import PyInspector
import PyLayout
import PyMemory
import SeededRandom
import Testing

/// Objects that the emulator writes into the memory of a living CPython are CPython's own from then
/// on: it reads, compares, hashes, changes, collects and frees them.
@Suite struct TransplantTests {
  /// The Python of what is brought over; `Slots` and `Plain` are instances of classes.
  static let expressions = [
    "1000", "-5000", "1267650600228229401496703205376", "-123456789012345678901234567890", "2.5",
    "'hello world'", "u'caf\\xe9 au lait'", "u'\\u65e5\\u672c'", "u'\\U0001f600 smile'",
    "b'some bytes'", "(1, 'ab cd', 2.5, (3000, 4))", "[1, 2000, 'x y', [3]]", "[]",
    "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]",
    "{'a': 1, 'b': [2000], 'c d': None}", "{1: 'x y', 2.5: 'y z', (1, 2000): 3}", "{}",
    "{'k1': 1, 'k2': 2, 'k3': 3, 'k4': 4, 'k5': 5, 'k6': 6, 'k7': 7, 'k8': 8, 'k9': 9}",
    "Slots", "Plain",
  ]

  @Test(arguments: await LiveBuild.all(), [false, true])
  func cpythonUsesThem(_ live: LiveBuild, debugHooks: Bool) async throws {
    let interpreter = try live.required()
    let build = interpreter.build
    // 2.7 has the hooks in its debug builds only
    if debugHooks && build.version < .v3_0 { return }
    // 3.6's "debug" wraps malloc
    let hooks = build.version < .v3_7 ? "pymalloc_debug" : "debug"
    try await interpreter.converse(
      Scripts.path("transplant.py"),
      extra: ["PYTHONHASHSEED": "0"].merging(debugHooks ? ["PYTHONMALLOC": hooks] : [:]) { $1 }
    ) { conversation in
      let host = try await Host(conversation, build)
      for expression in SplitMix64.each(5, of: Self.expressions) {
        var counts: [Int?] = []
        for _ in 0..<4 {
          let complaint = try await host.adopt(expression)
          #expect(
            complaint == nil, "\(build)\(debugHooks ? ", debug hooks" : ""): \(expression)")
          counts.append(try await host.blocksInUse())
        }
        // What came is freed: a round leaves no block behind
        #expect(
          counts[2] == counts[3],
          "\(build)\(debugHooks ? ", debug hooks" : ""): \(expression): blocks \(counts)")
      }
    }
  }
}

/// An interpreter that objects are brought into.
private struct Host {
  private struct Greeting: Decodable {
    let types: [String: UInt64]
    let samples: [String: UInt64]
  }

  private struct Allocation: Encodable {
    let allocate: [Request]
    struct Request: Encodable {
      let domain: String
      let size: Int
      func encode(to encoder: any Encoder) throws {
        var container = encoder.unkeyedContainer()
        try container.encode(domain)
        try container.encode(size)
      }
    }
  }

  private struct Names: Encodable {
    let names: [String]
  }

  private struct Adoption: Encodable {
    let adopt: UInt64
    let expected: String
    let tracked: [UInt64]
    let referred: [UInt64]
  }

  private struct Count: Encodable {}

  private let conversation: Conversation
  private let build: Build
  private let memory: ProcessMemory
  private let types: [String: Address]
  private let samples: [String: Inspection]

  init(_ conversation: Conversation, _ build: Build) async throws {
    self.conversation = conversation
    self.build = build
    let memory = ProcessMemory(pid: conversation.pid)
    self.memory = memory
    let greeting: Greeting = try await conversation.hear()
    types = greeting.types.mapValues { Address(rawValue: $0) }
    let inspector = Inspector(build, reading: memory).whole
    samples = try greeting.samples.mapValues { try inspector.inspect(Address(rawValue: $0)) }
  }

  /// Blocks in use; `nil` where CPython does not count them.
  func blocksInUse() async throws -> Int? { try await conversation.ask(Count()) }

  /// Makes an object on the emulator and has the interpreter adopt it; what it complains of.
  func adopt(_ expression: String) async throws -> String? {
    let heap = try Heap(build)
    let objects = try made(expression, in: heap)
    guard let object = try objects.last?.address else { return "nothing was made" }
    let transplant = try Transplant(of: object, in: heap, singletons: try singletons(of: heap))
    let blocks = try await conversation.ask(
      Allocation(
        allocate: transplant.blocks.map { .init(domain: $0.domain, size: $0.bytes.count) }),
      as: [UInt64].self)
    let names = transplant.names.sorted()
    let known = try await conversation.ask(Names(names: names), as: [UInt64].self)
    let home = Transplant.Home(
      blocks: blocks.map { Address(rawValue: $0) }, types: types,
      singletons: Dictionary(
        uniqueKeysWithValues: zip(names, known.map { Address(rawValue: $0) })),
      samples: samples)
    let referred = try transplant.write(to: home, memory)
    return try await conversation.ask(
      Adoption(
        adopt: try transplant.moved(object, to: home).rawValue, expected: expression,
        tracked: try transplant.tracked.map { try transplant.moved($0, to: home).rawValue },
        referred: referred.map(\.rawValue)),
      as: String?.self)
  }

  private func made(_ expression: String, in heap: Heap) throws -> [Object] {
    func literal(_ text: String) throws -> Object {
      try heap.make(try PyValue(literal: text, on: build))
    }
    guard ["Slots", "Plain"].contains(expression) else { return [try literal(expression)] }
    let type =
      expression == "Slots"
      ? try heap.makeClass("Slots", slots: ["x", "y", "z", "__weakref__"])
      : try heap.makeClass("Plain")
    // The first instance gives the class's keys their names, here and there
    return try (0..<2).map { _ in
      let object = try type()
      try object.set("x", to: 1)
      try object.set("y", to: try literal("[2000]"))
      try object.set("z", to: try literal("'a b'"))
      return object
    }
  }

  /// What exists once, and the Python that it is.
  private func singletons(of heap: Heap) throws -> [Address: String] {
    var found: [Address: String] = [:]
    let names = (0..<10).map { "'k\($0)'" } + "abcxyz".map { "'\($0)'" }
    for text in ["None", "True", "False", "()", "''", "b''"] + (-5...256).map(String.init) + names {
      found[try heap.make(try PyValue(literal: text, on: build)).address] = text
    }
    return found
  }
}
