/// `PyFloatObject`, Include/cpython/floatobject.h
public struct PyFloatObject: CStruct {
  /// The head that every object starts with.
  public let ob_base: PyObject
  /// The number.
  public let ob_fval: Field<Double>

  /// The fields in C's order, as they stand on `c.build`.
  public init(_ c: inout CLayout) {
    ob_base = c.head()
    ob_fval = c.field("ob_fval")
  }
}

extension PyType {
  /// `PyFloat_Type`, Objects/floatobject.c
  public static func float(on build: Build) -> PyType {
    PyType("float", PyFloatObject.layout(on: build))
  }
}
