/// `_PyDictViewObject`, Include/internal/pycore_dict.h (up to 3.10: Include/cpython/dictobject.h)
package struct _PyDictViewObject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    _ = c.head()
    c.fields(Ref.self, "dv_dict")
  }
}

extension PyType {
  /// `PyDictKeys_Type`, Objects/dictobject.c
  public static func dictKeys(on build: Build) -> PyType {
    PyType("dict_keys", _PyDictViewObject.self, on: build)
  }
}
