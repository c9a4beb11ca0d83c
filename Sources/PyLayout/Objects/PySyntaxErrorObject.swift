/// `PySyntaxErrorObject`, Include/cpython/pyerrors.h (up to 3.7: Include/pyerrors.h)
package struct PySyntaxErrorObject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// 3.10 added where the error ends, 3.14 what is known of misspelt keywords.
  package init(_ c: inout CLayout) {
    let version = c.build.version
    let _: PyBaseExceptionObject = c.embed()
    c.fields(Ref.self, "msg", "filename", "lineno", "offset")
    if version >= .v3_10 { c.fields(Ref.self, "end_lineno", "end_offset") }
    c.fields(Ref.self, "text", "print_file_and_line")
    if version >= .v3_14 { c.fields(Ref.self, "metadata") }
  }
}

extension PyType {
  /// `_PyExc_SyntaxError`, Objects/exceptions.c
  public static func syntaxError(on build: Build) -> PyType {
    PyType("SyntaxError", PySyntaxErrorObject.self, on: build, dict: "dict")
  }
}
