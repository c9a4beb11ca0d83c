/// `PyListObject`, Include/cpython/listobject.h
public struct PyListObject: CStruct {
  /// The head, in which `ob_size` is how many items it has.
  public let ob_base: PyVarObject
  /// The items' array, `allocated` places of one pointer each; `NULL` while it never had one.
  public let ob_item: Field<Pointer<Ref>>
  /// How many items there is room for.
  public let allocated: Field<Py_ssize_t>

  /// The fields in C's order, as they stand on `c.build`.
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
