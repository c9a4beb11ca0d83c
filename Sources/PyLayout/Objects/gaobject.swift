/// `gaobject`, Objects/genericaliasobject.c, from 3.9 on
package struct gaobject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// 3.11 added `starred`, for PEP 646, and `vectorcall`.
  package init(_ c: inout CLayout) {
    let version = c.build.version
    _ = c.head()
    c.fields(Ref.self, "origin", "args", "parameters")
    if version < .v3_11 {
      c.fields(WeakRef.self, "weakreflist")
    } else {
      c.fields(WeakRef.self, "weakreflist")
      c.fields(UInt8.self, "starred")
      c.fields(FunctionPointer.self, "vectorcall")
    }
  }
}

extension PyType {
  /// `Py_GenericAliasType`, Objects/genericaliasobject.c
  public static func genericAlias(on build: Build) -> PyType {
    PyType("types.GenericAlias", gaobject.self, on: build, weakrefs: "weakreflist")
  }
}
