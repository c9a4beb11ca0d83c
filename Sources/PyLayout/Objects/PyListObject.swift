/// `PyListObject`, Include/cpython/listobject.h
public struct PyListObject: CStruct {
  public let ob_base: PyVarObject
  public let ob_item: Field<Pointer<Ref>>
  public let allocated: Field<Py_ssize_t>

  public init(_ c: inout CLayout) {
    ob_base = c.varHead()
    ob_item = c.field("ob_item")
    allocated = c.field("allocated", .bookkeeping)
  }
}

extension PyType {
  /// `PyList_Type`, Objects/listobject.c
  public static func list(on build: Build) -> PyType {
    PyType("list", PyListObject.layout(on: build), flags: .haveGC)
  }
}
