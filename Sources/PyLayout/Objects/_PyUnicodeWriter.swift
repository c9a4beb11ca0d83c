/// `_PyUnicodeWriter`, Include/cpython/unicodeobject.h (3.x)
package struct _PyUnicodeWriter: CStruct {
  /// A `str`; `NULL` where nothing was written.
  package let buffer: Field<Ref>

  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    buffer = c.field("buffer")
    c.fields(Pointer<CVoid>.self, "data")
    c.fields(Int32.self, "kind")
    c.fields(UInt32.self, "maxchar")
    c.fields(Py_ssize_t.self, .bookkeeping, "size", "pos")
    c.fields(Py_ssize_t.self, "min_length")
    c.fields(UInt32.self, "min_char")
    c.fields(UInt8.self, .bookkeeping, "overallocate, readonly")
    c.align(to: c.build.pointerSize)
  }
}
