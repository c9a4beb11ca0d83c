/// `gaobject`, Objects/genericaliasobject.c, from 3.9 on
public struct gaobject: CStruct {
  public init(_ c: inout CLayout) {
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
