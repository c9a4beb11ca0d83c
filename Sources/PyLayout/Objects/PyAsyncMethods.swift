/// `PyAsyncMethods`, Include/cpython/object.h (3.x): what a class's `async` methods are called by.
public struct PyAsyncMethods: CStruct {
  public init(_ c: inout CLayout) {
    c.fields(FunctionPointer.self, "am_await", "am_aiter", "am_anext")
    if c.build.version >= .v3_10 { c.fields(FunctionPointer.self, "am_send") }
  }
}
