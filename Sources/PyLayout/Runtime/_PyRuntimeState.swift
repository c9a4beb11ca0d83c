/// `_PyRuntimeState`, Include/internal/pycore_runtime.h (3.7: Include/internal/pystate.h), as far as the
/// list of interpreters: 3.7 to 3.12. From 3.13 on ``_Py_DebugOffsets`` says where that is.
package struct _PyRuntimeState: CStruct {
  /// The first interpreter; the others follow by their `next`.
  package let head: Field<PlainPointer>

  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    let version = c.build.version
    if version < .v3_8 {
      c.fields(Int32.self, "initialized", "core_initialized")
    } else if version < .v3_11 {
      c.fields(
        Int32.self, "preinitializing", "preinitialized", "core_initialized", "initialized")
    } else {
      c.fields(
        Int32.self, "_initialized", "preinitializing", "preinitialized", "core_initialized",
        "initialized")
    }
    c.fields(PlainPointer.self, version < .v3_9 ? "finalizing" : "_finalizing")
    c.fields(PlainPointer.self, "interpreters.mutex")
    head = c.field("interpreters.head")
  }
}
