/// `enumobject`, Objects/enumobject.c
public struct enumobject: CStruct {
  public init(_ c: inout CLayout) {
    let version = c.build.version
    _ = c.head()
    c.fields(Py_ssize_t.self, "en_index")
    c.fields(Ref.self, "en_sit", "en_result", "en_longindex")
    if version >= .v3_11 { c.fields(Ref.self, "one") }
  }
}

extension PyType {
  /// `PyEnum_Type`, Objects/enumobject.c
  public static func enumerate(on build: Build) -> PyType {
    PyType("enumerate", enumobject.self, on: build)
  }
}
