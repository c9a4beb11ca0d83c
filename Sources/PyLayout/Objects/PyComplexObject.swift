/// `PyComplexObject`, Include/cpython/complexobject.h (2.7 to 3.10: Include/complexobject.h)
public struct PyComplexObject: CStruct {
  public let ob_base: PyObject
  public let real: Field<Double>
  public let imag: Field<Double>

  public init(_ c: inout CLayout) {
    ob_base = c.head()
    real = c.field("cval.real")
    imag = c.field("cval.imag")
  }
}

extension PyType {
  /// `PyComplex_Type`, Objects/complexobject.c
  public static func complex(on build: Build) -> PyType {
    PyType("complex", PyComplexObject.layout(on: build))
  }
}
