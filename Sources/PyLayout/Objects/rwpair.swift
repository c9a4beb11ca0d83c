/// `rwpair`, Modules/_io/bufferedio.c
package struct rwpair: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    _ = c.head()
    if c.build.version < .v3_12 {
      c.fields(UnvisitedRef.self, "reader", "writer")
    } else {
      c.fields(Ref.self, "reader", "writer")
    }
    c.fields(Ref.self, "dict")
    c.fields(WeakRef.self, "weakreflist")
  }
}

extension PyType {
  /// `bufferedrwpair_spec`, Modules/_io/bufferedio.c
  public static func bufferedRWPair(on build: Build) -> PyType {
    PyType("_io.BufferedRWPair", rwpair.self, on: build, dict: "dict", weakrefs: "weakreflist")
  }
}
