/// `PyBufferProcs`, Include/cpython/object.h (2.7: Include/object.h): what shows a class's bytes to
/// others.
public struct PyBufferProcs: CStruct {
  public init(_ c: inout CLayout) {
    if c.build.version < .v3_0 {
      c.fields(FunctionPointer.self, "bf_getreadbuffer", "bf_getwritebuffer")
      c.fields(FunctionPointer.self, "bf_getsegcount", "bf_getcharbuffer")
    }
    c.fields(FunctionPointer.self, "bf_getbuffer", "bf_releasebuffer")
  }
}
