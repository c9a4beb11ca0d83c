/// `PyBufferProcs`, Include/cpython/object.h (2.7: Include/object.h): what shows a class's bytes to
/// others.
package struct PyBufferProcs: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// 2.7 has the old buffer protocol's functions as well, which PEP 3118 replaced.
  package init(_ c: inout CLayout) {
    if c.build.version < .v3_0 {
      c.fields(FunctionPointer.self, "bf_getreadbuffer", "bf_getwritebuffer")
      c.fields(FunctionPointer.self, "bf_getsegcount", "bf_getcharbuffer")
    }
    c.fields(FunctionPointer.self, "bf_getbuffer", "bf_releasebuffer")
  }
}
