import OracleSupport
import PyEmulator
import PyLayout
import Testing

/// What belongs to one heap is refused by another, whatever is asked: an address means something in
/// its own heap alone, and in a 32-bit one every heap has the same.
@Suite struct OtherHeapTests {
  /// Answers with its own object, whichever heap asks.
  private struct Smuggler: ObjectConvertible {
    let object: Object
    func object(in heap: Heap) throws(PyError) -> Object { object }
  }

  /// Passes on a reference of its own.
  private struct Forger: ObjectConvertible {
    let object: Object
    func object(in heap: Heap) throws(PyError) -> Object { try heap.none }
    func reference(in heap: Heap) throws(PyError) -> Reference {
      try object.reference(in: object.heap)
    }
  }

  @Test(arguments: ClaimTests.builds) func everyCallRefuses(_ build: Build) throws {
    let (heap, other) = (try Heap(build), try Heap(build))
    let theirs = try other.make(PyValue(literal: "[1, 2]", on: build))
    let (theirDict, theirTuple) = (try other.makeDict(), try other.makeTuple(1))
    let theirClass = try other.makeClass("Theirs", slots: ["x"])
    let theirPoint = try theirClass()
    let smuggler = Smuggler(object: theirs)
    let forger = Forger(object: try other.make(2))
    let (ourX, theirX) = (try heap.makeClass("X").attribute("x"), try theirClass.attribute("x"))
    let (list, dict, set) = (try heap.makeList(), try heap.makeDict(), try heap.makeSet())
    try list.append(1)
    let point = try heap.makeClass("Point")()
    let L = try heap.makeClass("L", bases: [heap.builtinClass("list")])
    let bytes = try heap.makeBytearray(of: [1])
    let array = try heap.makeStructuredArray(rows: 1, fields: ["x"])
    let calls: [(String, () throws -> Void)] = [
      ("append", { try list.append(theirs) }), ("append", { try list.append(smuggler) }),
      ("append", { try bytes.append(theirs) }), ("insert", { try list.insert(theirs, at: 0) }),
      ("extend", { try list.extend(theirs) }), ("update", { try dict.update(theirDict) }),
      ("add", { try set.add(theirTuple) }), ("discard", { try set.discard(theirTuple) }),
      ("item", { _ = try dict.item(theirTuple) }), ("item", { _ = try list.item(theirTuple) }),
      ("item", { _ = try array.item(theirTuple) }),
      ("setItem", { try dict.setItem(theirTuple, to: 1) }),
      ("setItem", { try dict.setItem(1, to: theirs) }),
      ("setItem", { try list.setItem(0, to: smuggler) }),
      ("removeItem", { try dict.removeItem(theirTuple) }),
      ("set", { try point.set("x", to: theirs) }), ("set", { try point.set("x", to: smuggler) }),
      ("set", { try point.set("__dict__", to: theirDict) }),
      ("set", { try point.set("x", to: forger) }), ("set", { try point.set(ourX, to: theirs) }),
      ("set", { try point.set(theirX, to: 1) }), ("get", { _ = try point.get(theirX) }),
      ("delete", { try point.delete(theirX) }), ("set", { try theirPoint.set(ourX, to: 1) }),
      ("isEqual", { _ = try list.isEqual(to: theirs) }),
      ("isSame", { _ = try list.isSame(as: theirs) }),
      ("make", { _ = try heap.make(theirs) }), ("make", { _ = try heap.make(smuggler) }),
      ("make", { _ = try heap.make(theirClass) }),
      ("makeTuple", { _ = try heap.makeTuple(theirs) }),
      ("makeTuple", { _ = try heap.makeTuple(smuggler) }),
      ("makeTuple(of:)", { _ = try heap.makeTuple(of: [theirs]) }),
      ("makeTuple(of:as:)", { _ = try heap.makeTuple(of: [], as: theirClass) }),
      (
        "makeTuple(of:as:)",
        {
          let T = try heap.makeClass("T", bases: [heap.builtinClass("tuple")])
          _ = try heap.makeTuple(of: [theirs], as: T)
        }
      ),
      ("makeMutabletuple", { _ = try heap.makeMutabletuple(of: [theirs]) }),
      ("makeMutabletuple", { _ = try heap.makeMutabletuple(of: [], as: theirClass) }),
      ("make", { _ = try heap.make([theirs]) }), ("make", { _ = try heap.make([1, theirs]) }),
      ("make", { _ = try heap.make([1: theirs]) }),
      ("make", { _ = try heap.make(["a": 1, 2: theirs]) }),
      ("makeList(of:)", { _ = try heap.makeList(of: [theirs]) }),
      ("makeDict(of:)", { _ = try heap.makeDict(of: [(key: theirTuple, value: theirs)]) }),
      ("subscript", { _ = try dict[theirTuple] }),
      ("makeSet", { _ = try heap.makeSet(of: [theirTuple]) }),
      ("makeFrozenset", { _ = try heap.makeFrozenset(of: [theirTuple]) }),
      ("makeWeakref", { _ = try heap.makeWeakref(to: theirPoint) }),
      ("callback", { _ = try heap.makeWeakref(to: point, callback: theirs) }),
      ("call", { _ = try point.type.object(in: heap)(theirs) }),
      ("makeCopies", { _ = try heap.makeCopies(of: theirPoint, count: 2) }),
      ("makeClass", { _ = try heap.makeClass("P", bases: [theirClass]) }),
      ("call", { _ = try L(theirs) }), ("call", { _ = try L(smuggler) }),
      ("set", { try L.set("x", to: theirs) }), ("set", { try L.set("x", to: smuggler) }),
      ("object(in:)", { _ = try theirs.object(in: heap) }),
      ("object(in:)", { _ = try theirClass.object(in: heap) }),
    ]
    for (name, call) in calls {
      let error = #expect(throws: PyError.self, "\(build): \(name)") { try call() }
      #expect(error?.kind == .systemError, "\(build): \(name): \(error?.message ?? "")")
      #expect(error?.message.contains("one heap") == true, "\(build): \(name)")
    }
    // Nothing was changed, on either side
    #expect(try list.count == 1 && dict.count == 0 && set.count == 0, "\(build)")
    #expect(try theirs.referenceCount == 1 && theirDict.count == 0, "\(build)")
    #expect(heap.failure == nil && other.failure == nil, "\(build)")
  }

  /// There is one place that asks, and every value goes through it.
  @Test func onePlaceAsks() throws {
    for file in try SourceFile.all(under: "PyEmulator") {
      let asked = file.text.components(".object(in: ")
      #expect(
        asked == (file.path.hasSuffix("/Heap+Own.swift") ? 1 : 0), "\(file.path): use own(_:)")
    }
  }
}

extension String {
  fileprivate func components(_ part: String) -> Int { ranges(of: part).count }
}
