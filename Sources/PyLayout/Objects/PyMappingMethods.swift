/// `PyMappingMethods`, Include/cpython/object.h (2.7: Include/object.h): what a class's `[key]` is
/// called by.
package struct PyMappingMethods: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    c.fields(FunctionPointer.self, "mp_length", "mp_subscript", "mp_ass_subscript")
  }
}
