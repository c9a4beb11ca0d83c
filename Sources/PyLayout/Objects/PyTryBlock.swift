/// `PyTryBlock`, Include/cpython/frameobject.h (up to 3.7: Include/frameobject.h; up to 3.10): a loop
/// or a `try` that a frame is in.
package struct PyTryBlock: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    c.fields(Int32.self, .bookkeeping, "b_type", "b_handler", "b_level")
  }
}
