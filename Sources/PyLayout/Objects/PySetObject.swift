/// `PySetObject`, Include/cpython/setobject.h (2.7: Include/setobject.h): its first eight entries
/// are inside.
public struct PySetObject: CStruct {
  /// The head that every object starts with.
  public let ob_base: PyObject
  /// How many slots were used, removed items among them.
  public let fill: Field<Py_ssize_t>
  /// How many items it has.
  public let used: Field<Py_ssize_t>
  /// Slots less one, which are a power of two.
  public let mask: Field<Py_ssize_t>
  /// The slots: `smalltable`, or a block of their own.
  public let table: Field<Pointer<setentry>>
  /// The function that finds an item: one for `str` alone, until there is another; 2.7.
  public let lookup: Field<FunctionPointer>?
  /// A `frozenset`'s hash, -1 until somebody asks.
  public let hash: Field<Py_hash_t>
  /// The slot at which `pop` goes on; 3.x.
  public let finger: Field<Py_ssize_t>?
  /// Room for 8 items.
  public let smalltable: [setentry]
  /// The first weak reference to it, `NULL` while there is none.
  public let weakreflist: Field<WeakRef>

  /// `PySet_MINSIZE`, the entries of `smalltable`.
  public static let minimumSlots = 8

  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// 2.7 keeps the lookup function, and the hash behind `smalltable`; 3.x has `finger`, so that
  /// `pop` does not begin at the first slot each time.
  public init(_ c: inout CLayout) {
    let is2 = c.build.version < .v3_0
    func table(_ c: inout CLayout) -> [setentry] {
      (0..<Self.minimumSlots).map { c.embed("smalltable[\($0)]") }
    }
    ob_base = c.head()
    fill = c.field("fill", .bookkeeping)
    used = c.field("used", .bookkeeping)
    mask = c.field("mask", .bookkeeping)
    self.table = c.field("table")
    if is2 {
      lookup = c.field("lookup")
      smalltable = table(&c)
      hash = c.field("hash", .bookkeeping)
      finger = nil
    } else {
      lookup = nil
      hash = c.field("hash", .bookkeeping)
      finger = c.field("finger", .bookkeeping)
      smalltable = table(&c)
    }
    weakreflist = c.field("weakreflist")
  }
}

/// `setentry`, Include/cpython/setobject.h
public struct setentry: CStruct {
  /// The item, `NULL` where the slot is free, a dummy where one was removed.
  public let key: Field<Ref>
  /// The item's hash.
  public let hash: Field<Py_hash_t>

  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// 2.7 has the hash first.
  public init(_ c: inout CLayout) {
    if c.build.version < .v3_0 {
      hash = c.field("hash", .bookkeeping)
      key = c.field("key")
    } else {
      key = c.field("key")
      hash = c.field("hash", .bookkeeping)
    }
  }
}

extension PyType {
  /// `PySet_Type`, Objects/setobject.c
  public static func set(on build: Build) -> PyType {
    let layout = PySetObject.layout(on: build)
    return PyType(
      "set", layout, tp_weaklistoffset: layout.weakreflist.offset.rawValue, flags: .haveGC)
  }
}
