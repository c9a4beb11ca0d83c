/// `PyAsyncGenObject`, Include/cpython/genobject.h (up to 3.8: Include/genobject.h)
public struct PyAsyncGenObject: CStruct {
  public init(_ c: inout CLayout) {
    let version = c.build.version
    _ = c.generatorHead("ag")
    guard version < .v3_11 else { return }
    c.fields(Ref.self, "ag_finalizer")
    c.fields(Int32.self, .bookkeeping, "ag_hooks_inited", "ag_closed")
    if version >= .v3_8 { c.fields(Int32.self, .bookkeeping, "ag_running_async") }
  }
}
