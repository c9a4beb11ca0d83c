/// `dequeobject`, Modules/_collectionsmodule.c
public struct dequeobject: CStruct {
  public let leftindex: Field<Py_ssize_t>
  /// How many items: `ob_size`; in 2.7 a field of its own.
  public let len: Field<Py_ssize_t>

  /// `BLOCKLEN`: items of one block.
  public static func blockLength(on build: Build) -> Int { build.version < .v3_0 ? 62 : 64 }

  /// Bytes of one block, its two links included.
  public static func blockSize(on build: Build) -> Int {
    (blockLength(on: build) + 2) * build.pointerSize
  }

  public init(_ c: inout CLayout) {
    let build = c.build
    let version = build.version
    func pointers(_ count: Int) { c.skip(count * build.pointerSize, alignment: build.pointerSize) }

    if version < .v3_0 {
      let _: PyObject = c.head()
      pointers(2)  // leftblock, rightblock
      leftindex = c.field("leftindex")
      pointers(1)  // rightindex
      len = c.field("len")
    } else {
      let head: PyVarObject = c.varHead()
      len = head.ob_size
      pointers(2)  // leftblock, rightblock
      leftindex = c.field("leftindex")
      pointers(1)  // rightindex
    }
    pointers(2)  // state, maxlen
    if version >= .v3_11 { pointers(1 + 16) }  // numfreeblocks, freeblocks
    c.pointers("weakreflist")
  }
}

extension PyType {
  /// `deque_type`, Modules/_collectionsmodule.c
  public static func deque(on build: Build) -> PyType {
    PyType("collections.deque", dequeobject.self, on: build, weakrefs: "weakreflist")
  }
}
