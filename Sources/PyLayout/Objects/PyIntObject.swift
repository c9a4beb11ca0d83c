/// `PyIntObject`, Include/intobject.h: Python 2's `int`, one C `long`.
public struct PyIntObject: CStruct {
  /// The head that every object starts with.
  public let ob_base: PyObject
  /// The number.
  public let ob_ival: Field<CLong>

  /// The fields in C's order, as they stand on `c.build`.
  public init(_ c: inout CLayout) {
    ob_base = c.head()
    ob_ival = c.field("ob_ival")
  }
}

extension PyType {
  /// `PyInt_Type`, Objects/intobject.c: Python 2's `int`.
  public static func plainInt(on build: Build) -> PyType {
    PyType("int", PyIntObject.layout(on: build))
  }
}
