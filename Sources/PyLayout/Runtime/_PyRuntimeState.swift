/// `_PyRuntimeState`, Include/internal/pycore_runtime.h (3.7: Include/internal/pystate.h), as far as the
/// interpreters: 3.7 to 3.12. From 3.13 on ``_Py_DebugOffsets`` says where that is.
package struct _PyRuntimeState: CStruct {
  /// Whether the types are there: 1 from `pyinit_core` on.
  package let core_initialized: Field<Int32>
  /// The first interpreter; the others follow by their `next`.
  package let head: Field<PlainPointer>
  /// The interpreter of the main thread.
  package let main: Field<PlainPointer>
  /// How many there have been.
  package let next_id: Field<Int64>

  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    let version = c.build.version
    if version < .v3_8 {
      c.fields(Int32.self, "initialized")
    } else {
      if version >= .v3_11 { c.fields(Int32.self, "_initialized") }
      c.fields(Int32.self, "preinitializing", "preinitialized")
    }
    core_initialized = c.field("core_initialized")
    if version >= .v3_8 { c.fields(Int32.self, "initialized") }
    c.fields(PlainPointer.self, version < .v3_9 ? "finalizing" : "_finalizing")
    c.fields(PlainPointer.self, "interpreters.mutex")
    head = c.field("interpreters.head")
    main = c.field("interpreters.main")
    next_id = c.field("interpreters.next_id")
  }
}
