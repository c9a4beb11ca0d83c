/// `PyMemoryViewObject`, Include/cpython/memoryobject.h (up to 3.10: Include/memoryobject.h); its
/// `Py_buffer` is shown whole.
public struct PyMemoryViewObject: CStruct {
  /// The first weak reference to it, `NULL` while there is none; 3.x.
  public let weakreflist: Field<WeakRef>?
  /// Shape, strides and suboffsets of each dimension, in 3.x.
  public let ob_array: ArrayField<Py_ssize_t>?

  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// In 3.x views share the buffer by way of `mbuf`, and their shapes stand behind them: bpo-10181.
  public init(_ c: inout CLayout) {
    let version = c.build.version
    if version < .v3_0 {
      _ = c.head()
      c.fields(Ref.self, .bookkeeping, "base")
    } else {
      _ = c.varHead()
      c.fields(Ref.self, "mbuf")
      c.fields(Py_hash_t.self, .bookkeeping, "hash")
      c.fields(Int32.self, .bookkeeping, "flags")
      c.fields(Py_ssize_t.self, "exports")
    }
    c.fields(Pointer<CVoid>.self, "view.buf")
    // In 3.x the managed buffer holds it
    if version < .v3_0 {
      c.fields(Ref.self, "view.obj")
    } else {
      c.fields(WeakRef.self, .data, "view.obj")
    }
    c.fields(Py_ssize_t.self, "view.len", "view.itemsize")
    c.fields(Int32.self, "view.readonly", "view.ndim")
    c.fields(Pointer<Int8>.self, "view.format")
    c.fields(Pointer<Py_ssize_t>.self, "view.shape", "view.strides", "view.suboffsets")
    if version < .v3_0 { c.fields(Py_ssize_t.self, "view.smalltable[0]", "view.smalltable[1]") }
    c.fields(Pointer<CVoid>.self, "view.internal")
    weakreflist = c.field("weakreflist", if: version >= .v3_0)
    ob_array = version < .v3_0 ? nil : c.array("ob_array", count: 1)
  }
}

extension PyType {
  /// `PyMemoryView_Type`, Objects/memoryobject.c: shape, strides and suboffsets of each dimension
  public static func memoryview(on build: Build) -> PyType {
    let layout = PyMemoryViewObject.layout(on: build)
    return PyType(
      "memoryview", layout, tp_basicsize: layout.ob_array?.offset.rawValue,
      tp_itemsize: layout.ob_array?.stride ?? 0,
      tp_weaklistoffset: layout.weakreflist?.offset.rawValue ?? 0, flags: .haveGC)
  }
}
