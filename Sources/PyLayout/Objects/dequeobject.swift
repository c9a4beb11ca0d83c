/// `dequeobject`, Modules/_collectionsmodule.c
public struct dequeobject: CStruct {
  /// The block with the first item.
  public let leftblock: Field<Pointer<dequeblock>>
  /// The block with the last item.
  public let rightblock: Field<Pointer<dequeblock>>
  /// Where in `leftblock` the first item stands.
  public let leftindex: Field<Py_ssize_t>
  /// How many items: `ob_size`; in 2.7 a field of its own.
  public let len: Field<Py_ssize_t>

  /// How many blocks it keeps for reuse; 3.11 on.
  public let numfreeblocks: Field<Py_ssize_t>?
  /// Those blocks; 3.11 on.
  public let freeblocks: ArrayField<Pointer<dequeblock>>?

  /// `BLOCKLEN`: items of one block.
  public static func blockLength(on build: Build) -> Int { build.version < .v3_0 ? 62 : 64 }

  /// Bytes of one block, its two links included.
  public static func blockSize(on build: Build) -> Int {
    (blockLength(on: build) + 2) * build.pointerSize
  }

  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// 2.7 counts its items in a field of its own; 3.11 keeps free blocks in each deque, where before
  /// one list was for all.
  public init(_ c: inout CLayout) {
    let build = c.build
    let version = build.version
    let head: PyVarObject? = version < .v3_0 ? nil : c.varHead()
    if head == nil { let _: PyObject = c.head() }
    leftblock = c.field("leftblock")
    rightblock = c.field("rightblock")
    leftindex = c.field("leftindex", .bookkeeping)
    c.fields(Py_ssize_t.self, .bookkeeping, "rightindex")
    len = head?.ob_size ?? c.field("len")
    c.fields(uintptr_t.self, .bookkeeping, "state")
    c.fields(Py_ssize_t.self, .bookkeeping, "maxlen")
    numfreeblocks = c.field("numfreeblocks", .bookkeeping, if: version >= .v3_11)
    freeblocks = version < .v3_11 ? nil : c.array("freeblocks", .bookkeeping, count: 16)
    c.fields(WeakRef.self, "weakreflist")
  }
}

extension PyType {
  /// `deque_type`, Modules/_collectionsmodule.c
  public static func deque(on build: Build) -> PyType {
    PyType("collections.deque", dequeobject.self, on: build, weakrefs: "weakreflist")
  }
}
