/// `PicklerObject`, Modules/_pickle.c (3.x)
package struct PicklerObject: CStruct {
  /// The head that every object starts with.
  package let ob_base: PyObject
  /// What it has pickled so far: a block, with a block of its slots.
  package let memo: Field<Pointer<PyMemoTable>>
  /// A `bytes` with room for what is not yet written to the file.
  package let output_buffer: Field<UnvisitedRef>

  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// 3.8 added `reducer_override` and, for PEP 574, `buffer_callback`; 3.13 has `persistent_id` in
  /// place of `pers_func`, 3.13.5 what an instance sets itself.
  package init(_ c: inout CLayout) {
    let version = c.build.version

    ob_base = c.head()
    memo = c.field("memo")
    if version < .v3_13 {
      c.fields(Ref.self, "pers_func")
      c.fields(WeakRef.self, "pers_func_self")
    } else {
      c.fields(Ref.self, "persistent_id")
      if version >= Version(3, 13, 5) { c.fields(Ref.self, "persistent_id_attr") }
    }
    c.fields(Ref.self, "dispatch_table")
    if version >= .v3_8 { c.fields(Ref.self, "reducer_override") }
    c.fields(Ref.self, "write")
    output_buffer = c.field("output_buffer")
    c.fields(Py_ssize_t.self, .bookkeeping, "output_len", "max_output_len")
    c.fields(Int32.self, "proto", "bin", "framing")
    c.fields(Py_ssize_t.self, .bookkeeping, "frame_start", "buf_size")
    c.fields(Int32.self, "fast", "fast_nesting", "fix_imports")
    if UnpicklerObject.knowsRunning(on: c.build) { c.fields(Int32.self, .bookkeeping, "running") }
    c.fields(Ref.self, "fast_memo")
    if version >= .v3_8 { c.fields(Ref.self, "buffer_callback") }
  }
}
