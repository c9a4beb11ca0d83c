/// `_Py_DebugOffsets`, Include/internal/pycore_debug_offsets.h (3.13: Include/internal/pycore_runtime.h),
/// as far as the interpreter's modules: what `_PyRuntime` starts with from 3.13 on.
package struct _Py_DebugOffsets: CStruct {
  /// `xdebugpy`
  package let cookie: ArrayField<UInt8>
  /// `PY_VERSION_HEX`
  package let version: Field<UInt64>
  /// Whether the build is free-threaded.
  package let free_threaded: Field<UInt64>
  /// Bytes of `_PyRuntimeState`, and where in it the first interpreter is named.
  package let runtime_size: Field<UInt64>
  package let interpreters_head: Field<UInt64>
  /// Bytes of `PyInterpreterState`, and where in it the next one, its threads, its collector and its
  /// modules are named.
  package let interpreter_size: Field<UInt64>
  package let next: Field<UInt64>
  package let threads_head: Field<UInt64>
  package let gc: Field<UInt64>
  package let imports_modules: Field<UInt64>

  /// `_Py_Debug_Cookie`
  package static let cookie = Array("xdebugpy".utf8)

  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    cookie = c.array("cookie", count: 8)
    version = c.field("version")
    free_threaded = c.field("free_threaded")
    runtime_size = c.field("runtime_state.size")
    c.fields(UInt64.self, "runtime_state.finalizing")
    interpreters_head = c.field("runtime_state.interpreters_head")
    interpreter_size = c.field("interpreter_state.size")
    c.fields(UInt64.self, "interpreter_state.id")
    next = c.field("interpreter_state.next")
    threads_head = c.field("interpreter_state.threads_head")
    if c.build.version >= .v3_14 { c.fields(UInt64.self, "interpreter_state.threads_main") }
    gc = c.field("interpreter_state.gc")
    imports_modules = c.field("interpreter_state.imports_modules")
  }
}
