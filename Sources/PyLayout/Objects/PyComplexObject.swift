/// `PyComplexObject`, Include/cpython/complexobject.h (2.7 to 3.10: Include/complexobject.h)
public struct PyComplexObject: CStruct {
  /// The head that every object starts with.
  public let ob_base: PyObject
  /// The real part.
  public let real: Field<Double>
  /// The imaginary part.
  public let imag: Field<Double>

  /// The fields in C's order, as they stand on `c.build`.
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
