/// `PyAsyncGenObject`, Include/cpython/genobject.h (up to 3.8: Include/genobject.h)
package struct PyAsyncGenObject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// bpo-30773, 3.8, added `ag_running_async`; from 3.11 on all of them are in the shared head.
  package init(_ c: inout CLayout) {
    let version = c.build.version
    _ = c.generatorHead("ag")
    guard version < .v3_11 else { return }
    c.fields(Ref.self, "ag_finalizer")
    c.fields(Int32.self, .bookkeeping, "ag_hooks_inited", "ag_closed")
    if version >= .v3_8 { c.fields(Int32.self, .bookkeeping, "ag_running_async") }
  }
}
