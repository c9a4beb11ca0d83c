/// `PyBytesObject`, Include/cpython/bytesobject.h; in 2.7 `PyStringObject`, Include/stringobject.h
public struct PyBytesObject: CStruct {
  public let ob_base: PyVarObject
  public let ob_shash: Field<Py_hash_t>
  public let ob_sstate: Field<Int32>?
  public let ob_sval: ArrayField<Int8>

  public init(_ c: inout CLayout) {
    ob_base = c.varHead()
    ob_shash = c.field("ob_shash", .bookkeeping)
    ob_sstate = c.field("ob_sstate", .bookkeeping, if: c.build.version < .v3_0)
    ob_sval = c.array("ob_sval", count: 1)
  }
}

extension PyType {
  /// `PyBytes_Type`, Objects/bytesobject.c: `bytes`, in 2.7 `str`.
  public static func bytes(on build: Build) -> PyType {
    let layout = PyBytesObject.layout(on: build)
    return PyType(
      build.version < .v3_0 ? "str" : "bytes", layout,
      // PyBytesObject_SIZE: the byte after the last is a zero that every bytes object has
      tp_basicsize: layout.ob_sval.offset.rawValue + 1, tp_itemsize: layout.ob_sval.stride)
  }
}
