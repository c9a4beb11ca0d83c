/// `PyAsyncMethods`, Include/cpython/object.h (3.x): what a class's `async` methods are called by.
package struct PyAsyncMethods: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// bpo-42085, 3.10, added `am_send`.
  package init(_ c: inout CLayout) {
    c.fields(FunctionPointer.self, "am_await", "am_aiter", "am_anext")
    if c.build.version >= .v3_10 { c.fields(FunctionPointer.self, "am_send") }
  }
}
