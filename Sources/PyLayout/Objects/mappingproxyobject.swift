/// `mappingproxyobject`, Objects/descrobject.c (2.7: `proxyobject`)
package struct mappingproxyobject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    _ = c.head()
    c.fields(Ref.self, "mapping")
  }
}

extension PyType {
  /// `PyDictProxy_Type`, Objects/descrobject.c
  public static func mappingProxy(on build: Build) -> PyType {
    PyType(build.version < .v3_0 ? "dictproxy" : "mappingproxy", mappingproxyobject.self, on: build)
  }
}
