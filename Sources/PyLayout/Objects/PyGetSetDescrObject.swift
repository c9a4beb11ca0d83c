/// `PyGetSetDescrObject`, Include/cpython/descrobject.h (up to 3.10: Include/descrobject.h)
public struct PyGetSetDescrObject: CStruct {
  public init(_ c: inout CLayout) {
    let _: PyDescrObject = c.embed(c.build.version < .v3_0 ? nil : "d_common")
    c.fields(PlainPointer.self, "d_getset")
  }
}

extension PyType {
  /// `PyGetSetDescr_Type`, Objects/descrobject.c
  public static func getsetDescriptor(on build: Build) -> PyType {
    PyType("getset_descriptor", PyGetSetDescrObject.self, on: build)
  }
}
