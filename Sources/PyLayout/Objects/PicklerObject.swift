/// `PicklerObject`, Modules/_pickle.c (3.x)
public struct PicklerObject: CStruct {
  public let ob_base: PyObject
  public let memo: Field<Pointer<PyMemoTable>>
  public let output_buffer: Field<Ref>

  public init(_ c: inout CLayout) {
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
    if version >= Version(3, 13, 15) { c.fields(Int32.self, .bookkeeping, "running") }
    c.fields(Ref.self, "fast_memo")
    if version >= .v3_8 { c.fields(Ref.self, "buffer_callback") }
  }
}
