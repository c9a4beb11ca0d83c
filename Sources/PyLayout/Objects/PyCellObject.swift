/// `PyCellObject`, Include/cpython/cellobject.h (up to 3.8: Include/cellobject.h)
package struct PyCellObject: CStruct {
  /// The variable's value, or `NULL`.
  package let ob_ref: Field<Ref>

  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    _ = c.head()
    ob_ref = c.field("ob_ref")
  }
}

extension PyType {
  /// `PyCell_Type`, Objects/cellobject.c
  public static func cell(on build: Build) -> PyType {
    PyType("cell", PyCellObject.self, on: build)
  }
}
