/// `dequeobject`, Modules/_collectionsmodule.c
public struct dequeobject: CStruct {
  /// The block with the first item.
  public let leftblock: Field<Pointer<dequeblock>>
  /// The block with the last item.
  public let rightblock: Field<Pointer<dequeblock>>
  /// Where in `leftblock` the first item stands.
  public let leftindex: Field<Py_ssize_t>
  /// Where in `rightblock` the last item stands.
  public let rightindex: Field<Py_ssize_t>
  /// How many items: `ob_size`; in 2.7 a field of its own.
  public let len: Field<Py_ssize_t>
  /// How often the indices moved.
  public let state: Field<uintptr_t>
  /// How many items it may have; -1 for any number.
  public let maxlen: Field<Py_ssize_t>
  /// How many blocks it keeps for reuse; 3.11 on.
  public let numfreeblocks: Field<Py_ssize_t>?
  /// Those blocks; 3.11 on.
  public let freeblocks: ArrayField<Pointer<dequeblock>>?

  /// `BLOCKLEN`: items of one block.
  public static func blockLength(on build: Build) -> Int { build.version < .v3_0 ? 62 : 64 }

  /// `CENTER`: where the last item of an empty deque would stand.
  package static func center(on build: Build) -> Int { (blockLength(on: build) - 1) / 2 }

  /// `MAXFREEBLOCKS`: how many blocks are kept for reuse, in one list for all deques up to 3.10.
  package static func maxFreeBlocks(on build: Build) -> Int { build.version < .v3_0 ? 10 : 16 }

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
    rightindex = c.field("rightindex", .bookkeeping)
    len = head?.ob_size ?? c.field("len")
    state = c.field("state", .bookkeeping)
    maxlen = c.field("maxlen", .bookkeeping)
    numfreeblocks = c.field("numfreeblocks", .bookkeeping, if: version >= .v3_11)
    // Where they are differs from run to run; what is said of each of them is said of the block
    freeblocks =
      version < .v3_11
      ? nil
      : c.array(
        "freeblocks", .bookkeeping, role: .identity, count: Self.maxFreeBlocks(on: build))
    c.fields(WeakRef.self, "weakreflist")
  }
}

extension PyType {
  /// `deque_type`, Modules/_collectionsmodule.c
  public static func deque(on build: Build) -> PyType {
    PyType("collections.deque", dequeobject.self, on: build, weakrefs: "weakreflist")
  }
}
