/// `PySetObject`, Include/cpython/setobject.h (2.7: Include/setobject.h): its first eight entries
/// are inside.
public struct PySetObject: CStruct {
  public let ob_base: PyObject
  public let fill: Field<Py_ssize_t>
  public let used: Field<Py_ssize_t>
  public let mask: Field<Py_ssize_t>
  public let table: Field<Pointer<setentry>>
  public let lookup: Field<FunctionPointer>?
  public let hash: Field<Py_hash_t>
  public let finger: Field<Py_ssize_t>?
  public let smalltable: [setentry]
  public let weakreflist: Field<WeakRef>

  /// `PySet_MINSIZE`, the entries of `smalltable`.
  public static let minimumSlots = 8

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
  public let key: Field<Ref>
  public let hash: Field<Py_hash_t>

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
