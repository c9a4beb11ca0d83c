/// `PyAsyncGenObject`, Include/cpython/genobject.h (up to 3.8: Include/genobject.h)
public struct PyAsyncGenObject: CStruct {
  public init(_ c: inout CLayout) {
    let version = c.build.version
    _ = c.generatorHead("ag")
    guard version < .v3_11 else { return }
    c.pointers("ag_finalizer")
    c.fields(Int32.self, "ag_hooks_inited", "ag_closed")
    if version >= .v3_8 { c.fields(Int32.self, "ag_running_async") }
  }
}
