import PyEmulator
import PyLayout
import Testing

/// Swift's values as objects, and objects used as one uses Swift's values.
@Suite struct SwiftValueTests {
  static let builds = ClaimTests.builds

  @Test(arguments: builds) func valuesBecomeObjects(_ build: Build) throws {
    let heap = try Heap(build)
    let is3 = build.version >= Version(3, 0)
    let u = is3 ? "" : "u"
    func check(_ value: some ObjectConvertible, _ text: String) throws {
      #expect(try heap.make(value).repr == text, "\(build)")
    }
    let suffix = is3 ? "" : "L"
    let isWide = is3 || build.pointerSize == 8
    try check(Int8.min, "-128")
    try check(Int16.max, "32767")
    try check(UInt8.max, "255")
    try check(UInt16.max, "65535")
    try check(Int32.min, "-2147483648")
    try check(UInt64.max, "18446744073709551615\(suffix)")
    try check(UInt128.max, "340282366920938463463374607431768211455\(suffix)")
    try check(Int128.min, "-170141183460469231731687303715884105728\(suffix)")
    try check(PyInt(UInt64.max), "18446744073709551615\(suffix)")
    try check(Int64.min, "-9223372036854775808\(isWide ? "" : "L")")
    try check(Float(0.5), "0.5")
    try check(Float(0.1), "0.10000000149011612")
    try check("é" as Character, is3 ? "'é'" : "u'\\xe9'")
    try check("abc".dropFirst(), "\(u)'bc'")
    try check([1, 2], "[1, 2]")
    try check([0, 1, 2][1...], "[1, 2]")
    try check([[1], []], "[[1], []]")
    try check([nil, 1], "[None, 1]")
    try check(nil as String?, "None")
    try check(0..<3, is3 ? "range(0, 3)" : "xrange(3)")
    try check(1...3, is3 ? "range(1, 4)" : "xrange(1, 4)")
    try check([1: 2.5], "{1: 2.5}")
    try check([3, 1] as Set, is3 ? "{1, 3}" : "set([1, 3])")
    try check(
      [4: true, 9: nil] as KeyValuePairs, is3 ? "{4: True, 9: None}" : "{9: None, 4: True}")
    #expect(throws: PyError.self) { try heap.make(0...Int.max) }
  }

  /// A list of values of several types, and a dict in the order in which it is written.
  @Test(arguments: builds) func mixedLiteralsBecomeObjects(_ build: Build) throws {
    let heap = try Heap(build)
    let list = try heap.make([1, 2.5, "a", nil, [1: "x"]])
    let same = try PyValue(literal: "[1, 2.5, u'a', None, {1: u'x'}]", on: build)
    #expect(try list == heap.make(same), "\(build): \(list)")
    let dict = try heap.make(["z": 1, "a": "two", "m": nil])
    #expect(try dict.count == 3)
    if build.version >= Version(3, 6) {
      #expect("\(dict)" == "{'z': 1, 'a': 'two', 'm': None}", "\(build)")
    }
    // One type: a Swift dictionary, which has no order
    let sorted = try heap.make(["z": 1, "a": 2])
    if build.version >= Version(3, 6) { #expect("\(sorted)" == "{'a': 2, 'z': 1}", "\(build)") }
    #expect(heap.failure == nil)
  }

  @Test(arguments: builds) func attributesAndItemsAreWrittenAsInPython(_ build: Build) throws {
    let heap = try Heap(build)
    let point = try heap.makeClass("Point")()
    point.x = 3
    point.y = [1, 2]
    try point.y[0] = "a"
    #expect(try point.x.int == 3)
    #expect(try point.y[0].string == "a")
    #expect(try point.y.count == 2)
    point.next = point
    #expect(try point.next.next.x == heap.make(3))
    let dict = try heap.makeDict()
    dict["k"] = 1.5
    dict[1] = nil as Int?
    #expect(try dict["k"].double == 1.5)
    #expect(try dict[1] == heap.none)
    let value: Object = try dict["k"]
    #expect(try heap.make([value, dict[1]]).count == 2)
    #expect(heap.failure == nil, "\(build)")
    #expect(throws: PyError.self) { try point.z }
    #expect(throws: PyError.self) { try dict["z"] }
    #expect(heap.failure == nil, "what is read throws")
  }

  /// What cannot be thrown is kept, the first of it.
  @Test(arguments: builds) func whatCannotBeThrownIsKept(_ build: Build) throws {
    let heap = try Heap(build)
    let point = try heap.makeClass("Point", slots: ["x"])()
    point.w = 1
    #expect(heap.failure?.kind == .attributeError, "\(build)")
    let tuple = try heap.makeTuple(1)
    tuple[0] = 2
    #expect(heap.takeFailure()?.kind == .attributeError, "\(build): the first")
    #expect(heap.failure == nil)
    tuple[0] = 2
    #expect(heap.takeFailure()?.kind == .typeError, "\(build)")
    for _ in try heap.make(5) { Issue.record("an int has no items") }
    #expect(heap.takeFailure()?.kind == .typeError, "\(build)")
    _ = try heap.makeList().hashValue
    #expect(heap.takeFailure()?.kind == .typeError, "\(build)")
    let other = try Heap(build)
    point.x = try other.make("theirs")
    #expect(heap.takeFailure()?.kind == .systemError, "\(build): of another heap")
    let own = try heap.makeClass("C")
    try own.set("__eq__", to: heap.none)
    let (a, b) = (try own(), try own())
    #expect(a != b)
    #expect(heap.takeFailure()?.kind == .notImplementedError, "\(build)")
  }

  @Test(arguments: builds) func equalityIsCPythons(_ build: Build) throws {
    let heap = try Heap(build)
    let one = try heap.make(1)
    #expect(try one == heap.make(1.0) && one == heap.make(true))
    #expect(try one.hashValue == heap.make(1.0).hashValue)
    #expect(try Set([one, heap.make(1.0), heap.make("a")]).count == 2, "\(build)")
    let nan = try heap.make(Double.nan)
    #expect(nan != nan)
    let other = try Heap(build)
    #expect(try one != other.make(1), "of another heap")
    #expect(heap.failure == nil && other.failure == nil, "\(build)")
    let (C, D) = (try heap.makeClass("C"), try heap.makeClass("C"))
    #expect(C == C && C != D)
    #expect(try C().type == C && Set([C, D, C]).count == 2)
  }

  @Test(arguments: builds) func objectsAreSequences(_ build: Build) throws {
    let heap = try Heap(build)
    let list = try heap.make([3, 1, 2])
    var seen: [Int] = []
    for item in list { seen.append(try item.int ?? 0) }
    #expect(seen == [3, 1, 2], "\(build)")
    #expect(try list.contains(heap.make(2)))
    #expect(try heap.make(0..<4).compactMap { try $0.int } == [0, 1, 2, 3])
    #expect(try heap.make([1: 2]).map { try $0.int } == [1])
    #expect(heap.failure == nil, "\(build)")
  }
}
