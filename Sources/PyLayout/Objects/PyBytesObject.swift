/// `PyBytesObject`, Include/cpython/bytesobject.h; in 2.7 `PyStringObject`, Include/stringobject.h
public struct PyBytesObject: CStruct {
  /// The head, in which `ob_size` is how many bytes it holds, the zero behind them not counted.
  public let ob_base: PyVarObject
  /// Its hash, -1 until somebody asks.
  public let ob_shash: Field<Py_hash_t>
  /// Whether it is interned; 2.7 alone.
  public let ob_sstate: Field<Int32>?
  /// The bytes, and a zero behind the last.
  public let ob_sval: ArrayField<Int8>

  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// 2.7 has `ob_sstate`, because there this struct is `str`, and names are interned.
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
