/// `bytesiterobject`, Objects/bytearrayobject.c
package struct bytesiterobject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    _ = c.head()
    c.fields(Py_ssize_t.self, "it_index")
    c.fields(Ref.self, "it_seq")
  }
}

extension PyType {
  /// `PyByteArrayIter_Type`, Objects/bytearrayobject.c
  public static func bytearrayIterator(on build: Build) -> PyType {
    PyType("bytearray_iterator", bytesiterobject.self, on: build)
  }
}
