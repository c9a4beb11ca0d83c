/// `PyCellObject`, Include/cpython/cellobject.h (up to 3.8: Include/cellobject.h)
package struct PyCellObject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    _ = c.head()
    c.fields(Ref.self, "ob_ref")
  }
}

extension PyType {
  /// `PyCell_Type`, Objects/cellobject.c
  public static func cell(on build: Build) -> PyType {
    PyType("cell", PyCellObject.self, on: build)
  }
}
