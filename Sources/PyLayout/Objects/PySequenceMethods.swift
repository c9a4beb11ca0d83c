/// `PySequenceMethods`, Include/cpython/object.h (2.7: Include/object.h): what a class's `[index]` is
/// called by.
package struct PySequenceMethods: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// Slices by two numbers are 2.7's; 3.x keeps their places and does not use them.
  package init(_ c: inout CLayout) {
    let was = c.build.version < .v3_0 ? "" : "was_"
    c.fields(FunctionPointer.self, "sq_length", "sq_concat", "sq_repeat", "sq_item")
    c.fields(FunctionPointer.self, "\(was)sq_slice", "sq_ass_item", "\(was)sq_ass_slice")
    c.fields(FunctionPointer.self, "sq_contains", "sq_inplace_concat", "sq_inplace_repeat")
  }
}
