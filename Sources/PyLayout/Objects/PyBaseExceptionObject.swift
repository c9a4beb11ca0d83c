/// `PyBaseExceptionObject`, Include/cpython/pyerrors.h (up to 3.7: Include/pyerrors.h)
public struct PyBaseExceptionObject: CStruct {
  public init(_ c: inout CLayout) {
    let version = c.build.version
    _ = c.head()
    c.pointers("dict", "args")
    guard version >= .v3_0 else {
      c.pointers("message")
      return
    }
    if version >= .v3_11 { c.pointers("notes") }
    c.pointers("traceback", "context", "cause")
    c.fields(Int8.self, "suppress_context")
  }
}

extension PyType {
  /// `_PyExc_BaseException`, Objects/exceptions.c
  public static func baseException(on build: Build) -> PyType {
    PyType("BaseException", PyBaseExceptionObject.self, on: build, dict: "dict")
  }
}
