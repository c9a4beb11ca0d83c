import PySize
import Testing

/// `NodeObject`: a node of a tree that a C extension keeps.
struct NodeObject: CStruct {
  let ob_base: PyObject
  let left: Field<Ref>
  let right: Field<Ref>
  let weight: Field<Double>
  let visits: Field<Int32>

  init(_ c: inout CLayout) {
    ob_base = c.head()
    left = c.field("left")
    right = c.field("right")
    weight = c.field("weight")
    visits = c.field("visits")
  }
}

/// A type of one's own.
@Suite struct TypeTests {
  @Test func itsInstancesAreObjects() throws {
    let heap = try Heap(Build(parsing: "3.13.0"))
    let layout = PyType("tree.Node", NodeObject.layout(on: heap.build), flags: .haveGC)
    let Node = try heap.makeType(layout)
    let root = try Node()
    let leaf = try Node()
    try root.set("left", to: leaf)
    try leaf.set("right", to: root)
    try leaf.set("weight", to: 0.5)

    #expect(try leaf.get("weight").double ?? 0 == 0.5)
    #expect(try leaf.referenceCount ?? 0 == 2)
    #expect(try heap.size(of: leaf) == 64)
    let names = try heap.inspect(leaf).blocks[0].fields.map(\.name)
    #expect(names.dropLast().suffix(4) == ["left", "right", "weight", "visits"])
    let padding = try #require(try heap.inspect(leaf).blocks[0].fields.last)
    #expect(padding.size == 4 && padding.role == .unused, "\(padding.name)")

    let Named = try heap.makeClass("Named", bases: [Node], slots: ["name"])
    let named = try Named()
    try named.set("visits", to: 3)
    try named.set("name", to: "first")
    try named.set("left", to: root)
    #expect(try named.get("visits").int == 3)
    #expect(try heap.size(of: named) == 72)
    try named.release()

    try root.release()
    try leaf.release()
    #expect(try heap.collect() == 2)
  }

  @Test func itsFieldsStandWhereCPutsThem() throws {
    for build in Build.released {
      let layout = NodeObject.layout(on: build)
      let head = PyObject.layout(on: build).size
      #expect(layout.left.offset.rawValue == head)
      #expect(layout.visits.offset.rawValue == head + 24)
      #expect(layout.size == head + 32)
      let node = PyType("tree.Node", layout, flags: .haveGC)
      #expect(node.shallowSize() == build.gcHeadSize + layout.size)
    }
  }
}
