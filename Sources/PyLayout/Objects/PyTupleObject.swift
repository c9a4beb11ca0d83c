/// `PyTupleObject`, Include/cpython/tupleobject.h
public struct PyTupleObject: CStruct {
  public let ob_base: PyVarObject
  public let ob_hash: Field<Py_hash_t>?
  public let ob_item: ArrayField<Ref>

  public init(_ c: inout CLayout) {
    ob_base = c.varHead()
    ob_hash = c.field("ob_hash", .bookkeeping, if: c.build.version >= .v3_14)
    ob_item = c.array("ob_item", count: 1)
  }
}

extension PyType {
  /// `PyTuple_Type`, Objects/tupleobject.c
  public static func tuple(on build: Build) -> PyType {
    let layout = PyTupleObject.layout(on: build)
    return PyType(
      "tuple", layout, tp_basicsize: layout.ob_item.offset.rawValue,
      tp_itemsize: layout.ob_item.stride, flags: .haveGC)
  }
}
