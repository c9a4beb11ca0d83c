/// `PyTupleObject`, Include/cpython/tupleobject.h
public struct PyTupleObject: CStruct {
  /// The head, in which `ob_size` is how many items it has.
  public let ob_base: PyVarObject
  /// Its hash, -1 until somebody asks; 3.14 on.
  public let ob_hash: Field<Py_hash_t>?
  /// The items.
  public let ob_item: ArrayField<Ref>

  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// gh-131525, 3.14, added `ob_hash`, so that it is not computed each time.
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
