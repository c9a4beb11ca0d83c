/// `dequeiterobject`, Modules/_collectionsmodule.c
package struct dequeiterobject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// 2.7 has the index first.
  package init(_ c: inout CLayout) {
    let version = c.build.version
    _ = c.head()
    if version >= .v3_0 {
      c.fields(PlainPointer.self, "b")
      c.fields(Py_ssize_t.self, "index")
      c.fields(Ref.self, "deque")
    } else {
      c.fields(Py_ssize_t.self, "index")
      c.fields(PlainPointer.self, "b")
      c.fields(Ref.self, "deque")
    }
    c.fields(uintptr_t.self, .bookkeeping, "state")
    c.fields(Py_ssize_t.self, "counter")
  }
}

extension PyType {
  /// `dequeiter_type`, Modules/_collectionsmodule.c
  public static func dequeIterator(on build: Build) -> PyType {
    PyType(
      build.version < .v3_0 ? "deque_iterator" : "_collections._deque_iterator",
      dequeiterobject.self, on: build)
  }
}
