import OracleSupport
import PyEmulator
import PyInspector
import PyLayout
import PyMemory
import Testing

/// `Point.__dict__` has the descriptors that CPython's has: names, order, offsets, and the
/// `PyMemberDef`s behind the class.
@Suite struct DescriptorTests {
  /// A class statement: name, bases, `__slots__`.
  struct Statement: Encodable {
    let name: String
    let bases: [String]
    let slots: [String]?

    func encode(to encoder: any Encoder) throws {
      var container = encoder.unkeyedContainer()
      try container.encode(name)
      try container.encode(bases)
      try container.encode(slots)
    }
  }

  /// A descriptor as the interpreter has it.
  struct Told: Decodable, Hashable {
    let name: String
    let offset: Int
    let isSlot: Bool
    /// `T_OBJECT_EX`, and flags; of slots only.
    let type: Int?
    let flags: Int?
  }

  static let statements: [Statement] = [
    Statement(name: "Plain", bases: [], slots: nil),
    Statement(name: "Empty", bases: [], slots: []),
    Statement(name: "Point", bases: [], slots: ["x", "y", "z"]),
    Statement(name: "Unsorted", bases: [], slots: ["b", "a", "Z", "_c", "\u{e9}"]),
    Statement(name: "Private", bases: [], slots: ["__x", "__y__", "a"]),
    Statement(name: "All", bases: [], slots: ["__weakref__", "b", "__dict__", "a"]),
    Statement(name: "Dict", bases: [], slots: ["__dict__"]),
    Statement(name: "Weakref", bases: [], slots: ["__weakref__"]),
    Statement(name: "OfPoint", bases: ["Point"], slots: ["w"]),
    Statement(name: "Same", bases: ["Point"], slots: ["x"]),
    Statement(name: "Open", bases: ["Point"], slots: nil),
    Statement(name: "OfOpen", bases: ["Open"], slots: ["v"]),
    Statement(name: "Both", bases: ["Empty", "Point"], slots: ["u"]),
    Statement(name: "OfTuple", bases: ["tuple"], slots: nil),
    Statement(name: "NoDict", bases: ["tuple"], slots: []),
    Statement(name: "OfInt", bases: ["int"], slots: nil),
    Statement(name: "OfList", bases: ["list"], slots: ["a"]),
    Statement(name: "OfDict", bases: ["dict"], slots: nil),
  ]

  /// Slots behind a tuple's items, which 3.15 is the first to have.
  static let statementsOf3_15: [Statement] = [
    Statement(name: "Slots", bases: ["tuple"], slots: ["b", "a"]),
    Statement(name: "OfSlots", bases: ["Slots"], slots: ["c"]),
  ]

  /// A slot of a tuple's is behind its items, whatever their number, and neither touches the other.
  @Test(arguments: [false, true])
  func slotsStandBehindItems(_ isFreeThreaded: Bool) throws {
    let build = try Build(Version(3, 15, 0), isFreeThreaded: isFreeThreaded)
    let heap = try Heap(build)
    let slots = try heap.makeClass("Slots", bases: [heap.builtinClass("tuple")], slots: ["b", "a"])
    let type = try heap.makeClass("OfSlots", bases: [slots], slots: ["c"])
    for count in 0..<6 {
      let items = try (0..<count).map { try heap.make($0) }
      let object = try heap.makeTuple(of: items, as: type)
      for name in ["a", "b", "c"] {
        #expect(throws: PyError.self, "\(build): \(name) of \(count)") { try object.delete(name) }
        try object.set(name, to: name)
      }
      for name in ["a", "b", "c"] {
        #expect(try object.get(name).string == name, "\(build): \(name) of \(count)")
      }
      let kept = try (0..<count).map { try object.item($0).int }
      #expect(kept == Array(0..<count), "\(build): items of \(count)")
      let block = try Inspector(build, reading: heap.memory).inspect(try object.address).blocks[0]
      let names = block.fields.map(\.name).filter { ["a", "b", "c"].contains($0) }
      #expect(names == ["a", "b", "c"], "\(build): fields of \(count)")
      try object.release()
    }
  }

  @Test("the descriptors of a class are CPython's", arguments: await LiveBuild.all())
  func descriptorsAreCPythons(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    let build = interpreter.build
    // 2.7's names are of ASCII
    let known =
      Self.statements + (build.version >= Version(3, 15) ? Self.statementsOf3_15 : [])
    let statements = known.map { statement in
      build.version >= Version(3, 0)
        ? statement
        : Statement(
          name: statement.name, bases: statement.bases,
          slots: statement.slots?.filter { $0.utf8.allSatisfy { $0 < 0x80 } })
    }
    let answers: [[Told]] = try await interpreter.ask(
      Scripts.path("descriptors.py"), statements)
    let heap = try Heap(build)
    var made: [String: Class] = [:]
    for (statement, answer) in zip(statements, answers) {
      let bases = try statement.bases.map { try made[$0] ?? heap.builtinClass($0) }
      let type = try heap.makeClass(statement.name, bases: bases, slots: statement.slots)
      made[statement.name] = type
      let ours = try told(type, in: heap)
      // 2.7's dicts have no order
      if build.version < Version(3, 0) {
        #expect(Set(ours) == Set(answer), "\(build): \(statement.name)")
      } else {
        #expect(ours == answer, "\(build): \(statement.name)")
      }
    }
    #expect(answers.count == statements.count)
  }

  /// The descriptors, their slots as the `PyMemberDef`s in memory say.
  private func told(_ type: Class, in heap: Heap) throws -> [Told] {
    let layout = PyMemberDef.layout(on: heap.build)
    let field = PyTypeObject.layout(on: heap.build).tp_members
    var place = Address(
      rawValue: try heap.memory.bits(at: type.address + field.offset, size: field.size))
    return try type.descriptors.map { descriptor in
      guard descriptor.isSlot else {
        return Told(
          name: descriptor.name, offset: descriptor.offset, isSlot: false, type: nil, flags: nil)
      }
      func read(_ offset: Offset, _ size: Int) throws -> Int {
        Int(try heap.memory.bits(at: place + offset, size: size))
      }
      var name: [UInt8] = []
      var character = Address(
        rawValue: try heap.memory.bits(
          at: place + layout.name.offset, size: heap.build.pointerSize))
      while let byte = try heap.memory.bytes(at: character, count: 1).first, byte != 0 {
        name.append(byte)
        character = character + Offset(rawValue: 1)
      }
      let told = Told(
        name: String(decoding: name, as: UTF8.self),
        offset: try read(layout.offset.offset, layout.offset.size), isSlot: true,
        type: try read(layout.type.offset, 4), flags: try read(layout.flags.offset, 4))
      #expect(told.name == descriptor.name && told.offset == descriptor.offset)
      place = place + Offset(rawValue: layout.size)
      return told
    }
  }
}
