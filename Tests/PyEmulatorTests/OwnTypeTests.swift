import OracleSupport
import PyEmulator
import PyLayout
import PyMemory
import Testing

/// Types of one's own: their instances are what their struct says, counted and collected as CPython's.
@Suite struct OwnTypeTests {
  static let builds =
    Build.released
    + ["2.7@32", "3.14t", "3.13t", "3.11d", "3.8d"].compactMap {
      try? Build(parsing: $0)
    }

  /// A node of a list that a C extension keeps.
  struct NodeObject: CStruct {
    let ob_base: PyObject
    let next: Field<Ref>
    let hidden: Field<UnvisitedRef>
    let dict: Field<Ref>
    let weakrefs: Field<WeakRef>
    let weight: Field<Double>

    init(_ c: inout CLayout) {
      ob_base = c.head()
      next = c.field("next")
      hidden = c.field("hidden")
      dict = c.field("dict")
      weakrefs = c.field("weakrefs")
      weight = c.field("weight")
    }

    static func type(_ build: Build, _ flags: PyType.Flags = .haveGC) -> PyType {
      let layout = layout(on: build)
      return PyType(
        "ext.Node", layout, tp_dictoffset: layout.dict.offset.rawValue,
        tp_weaklistoffset: layout.weakrefs.offset.rawValue, flags: flags)
    }
  }

  /// A number of each kind that C has.
  struct NumbersObject: CStruct {
    let byte: Field<Int8>
    let ubyte: Field<UInt8>
    let short: Field<Int16>
    let ushort: Field<UInt16>
    let int: Field<Int32>
    let uint: Field<UInt32>
    let ulong: Field<uintptr_t>
    let pyssizet: Field<Py_ssize_t>
    let float: Field<Float>
    let double: Field<Double>
    let longlong: Field<Int64>
    let ulonglong: Field<UInt64>

    init(_ c: inout CLayout) {
      _ = c.head()
      byte = c.field("T_BYTE")
      ubyte = c.field("T_UBYTE")
      short = c.field("T_SHORT")
      ushort = c.field("T_USHORT")
      int = c.field("T_INT")
      uint = c.field("T_UINT")
      ulong = c.field("T_ULONG")
      pyssizet = c.field("T_PYSSIZET")
      float = c.field("T_FLOAT")
      double = c.field("T_DOUBLE")
      longlong = c.field("T_LONGLONG")
      ulonglong = c.field("T_ULONGLONG")
    }
  }

  private static let values =
    [
      "0", "-1", "True", "127", "128", "255", "256", "-128", "-129", "32767", "-32769", "65536",
      "2147483647", "2147483648", "-2147483649", "4294967295", "4294967296",
      "9223372036854775807", "9223372036854775808", "-9223372036854775808",
      "-9223372036854775809", "18446744073709551615", "18446744073709551616",
      "1" + String(repeating: "0", count: 400), "9007199254740993", "36893488147419103233",
      "1.5", "-2.75", "1e300", "0.1", "None", "'text'", "(1,)",
    ]

  /// What a number of a struct is after it was set, or which exception that raises.
  @Test("numbers are stored as CPython stores them", arguments: await LiveBuild.all())
  func numbersAreCPythons(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    let build = interpreter.build
    let heap = try Heap(build)
    let layout = NumbersObject.layout(on: build)
    let type = try heap.makeType(PyType("ext.Numbers", layout))
    let names = layout.rows.map(\.name).filter { $0.hasPrefix("T_") }
    let answers: [[String]]? = try await interpreter.ask(
      Scripts.path("members.py"), [names, Self.values])
    guard let answers else {
      return print("skipped: numbers of structs on \(build) because it has no _testcapi")
    }
    for (name, answers) in zip(names, answers) {
      for (value, answer) in zip(Self.values, answers) where answer != "AttributeError" {
        let object = try type()
        let told: String
        do {
          try object.set(name, to: PyValue(literal: value, on: build))
          let got = try object.get(name)
          told = "\(try got.type.name) \(try got.repr)"
        } catch let error as PyError {
          told = error.kind.rawValue
        }
        #expect(told == answer, "\(build): \(name) = \(value)")
      }
    }
    print("checked \(build): \(names.count * Self.values.count) numbers of a struct")
  }

  /// Instances that refer to one another end, and all their blocks come back.
  @Test(arguments: builds) func cyclesAreCollected(_ build: Build) throws {
    let heap = try Heap(build)
    let Node = try heap.makeType(NodeObject.type(build))
    let Sub = try heap.makeClass("Sub", bases: [Node], slots: ["back"])
    for name in ["next", "hidden", "back", "other"] { _ = try heap.makeInterned(name) }
    try heap.collect()
    let blocks = try heap.allocator.blocksInUse
    let first = try Node()
    let second = try Sub()
    try first.set("next", to: second)
    try second.set("next", to: first)
    try second.set("back", to: first)
    try first.set("hidden", to: try heap.makeList(allocated: 3))
    #expect(try first.referenceCount == 3, "\(build)")
    #expect(try first.isTracked, "\(build)")
    let weakly = try heap.makeWeakref(to: first)
    #expect(try heap.collect() == 0, "\(build)")
    try first.release()
    try second.release()
    #expect(try heap.collect() == 2, "\(build)")
    #expect(try weakly.referent == nil, "\(build)")
    try weakly.release()
    #expect(try heap.allocator.blocksInUse == blocks, "\(build)")
    #expect(heap.failure == nil, "\(build)")
  }

  /// A reference that `tp_traverse` leaves out keeps its object, and no cycle through it is found.
  @Test(arguments: builds) func whatIsNotVisitedIsHeld(_ build: Build) throws {
    let heap = try Heap(build)
    let Node = try heap.makeType(NodeObject.type(build))
    let node = try Node()
    try node.set("hidden", to: node)
    try node.release()
    #expect(try heap.collect() == 0, "\(build)")
    let list = try heap.makeList()
    let other = try Node()
    try other.set("hidden", to: list)
    #expect(try list.referenceCount == 2, "\(build)")
    try other.release()
    #expect(try list.referenceCount == 1, "\(build)")
  }

  /// The dict is made when it is asked for, and a cycle through it is found.
  @Test(arguments: builds) func itsDictIsAnInstances(_ build: Build) throws {
    let heap = try Heap(build)
    let Node = try heap.makeType(NodeObject.type(build))
    let node = try Node()
    try node.set("other", to: node)
    #expect(try node.get("other").isSame(as: node), "\(build)")
    #expect(try node.dict().count == 1, "\(build)")
    try node.release()
    #expect(try heap.collect() == 2, "\(build)")
    #expect(heap.failure == nil, "\(build)")
  }

  /// Without the flag an instance has no GC head, and nobody looks for cycles.
  @Test(arguments: builds) func withoutGCItIsNotTracked(_ build: Build) throws {
    let heap = try Heap(build)
    let Node = try heap.makeType(NodeObject.type(build, []))
    let node = try Node()
    try node.set("next", to: node)
    #expect(try !node.isTracked, "\(build)")
    try node.release()
    #expect(try heap.collect() == 0, "\(build)")
  }

  @Test(arguments: builds) func mistakesAreSaid(_ build: Build) throws {
    let heap = try Heap(build)
    let Node = try heap.makeType(NodeObject.type(build), members: ["next"])
    let node = try Node()
    #expect(error { _ = try node.get("next") }.hasPrefix("AttributeError"), "\(build)")
    #expect(error { try node.delete("next") } == "AttributeError: next", "\(build)")
    // No member, and so an attribute like others
    try node.set("weight", to: "heavy")
    #expect(try node.get("weight").string == "heavy", "\(build)")
    let other = try Build(build.version, pointerSize: 12 - build.pointerSize)
    for layout in [
      NodeObject.type(other), try PyType(class: "C", bases: [.object(on: build)], slots: nil),
      PyType("ext.Small", NodeObject.layout(on: build), tp_basicsize: 24),
      PyType("ext.Far", NodeObject.layout(on: build), tp_dictoffset: 1 << 20),
      PyType("ext.Class", NodeObject.layout(on: build), flags: .managedDict),
    ] {
      let said = error { _ = try heap.makeType(layout) }
      #expect(said.hasPrefix("SystemError: type '\(layout.tp_name)'"), "\(build): \(said)")
    }
    #expect(
      error { _ = try heap.makeType(NodeObject.type(build), members: ["dict"]) }
        .hasPrefix("ValueError"), "\(build)")
  }

  private func error(_ body: () throws -> Void) -> String {
    do { try body() } catch { return "\(error)" }
    return "none"
  }
}
