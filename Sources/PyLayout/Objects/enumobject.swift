/// `enumobject`, Objects/enumobject.c
package struct enumobject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// 3.11 has the int 1 at hand.
  package init(_ c: inout CLayout) {
    let version = c.build.version
    _ = c.head()
    c.fields(Py_ssize_t.self, "en_index")
    c.fields(Ref.self, "en_sit", "en_result", "en_longindex")
    if version >= .v3_11 { c.fields(WeakRef.self, "one") }
  }
}

extension PyType {
  /// `PyEnum_Type`, Objects/enumobject.c
  public static func enumerate(on build: Build) -> PyType {
    PyType("enumerate", enumobject.self, on: build)
  }
}
