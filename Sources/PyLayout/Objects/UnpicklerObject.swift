/// `UnpicklerObject`, Modules/_pickle.c (3.x)
public struct UnpicklerObject: CStruct {
  public let ob_base: PyObject
  public let memo: Field<Pointer<Ref>>
  public let memo_size: Field<Py_ssize_t>
  public let input_line: Field<Pointer<Int8>>
  public let encoding: Field<Pointer<Int8>>
  public let errors: Field<Pointer<Int8>>
  public let marks: Field<Pointer<Py_ssize_t>>
  public let marks_size: Field<Py_ssize_t>

  public init(_ c: inout CLayout) {
    let version = c.build.version

    ob_base = c.head()
    c.fields(Ref.self, "stack")
    memo = c.field("memo")
    memo_size = c.field("memo_size")
    c.fields(uintptr_t.self, .bookkeeping, "memo_len")
    if version < .v3_13 {
      c.fields(Ref.self, "pers_func")
      c.fields(WeakRef.self, "pers_func_self")
    } else {
      c.fields(Ref.self, "persistent_load")
      if version >= Version(3, 13, 5) { c.fields(Ref.self, "persistent_load_attr") }
    }
    // gh-115952: for keys that are far apart
    if version >= .v3_15 { c.fields(Ref.self, "memo_dict") }
    // Py_buffer, Include/cpython/object.h (3.11 on: pybuffer.h)
    c.fields(PlainPointer.self, "buffer.buf")
    c.fields(Ref.self, "buffer.obj")
    c.fields(Py_ssize_t.self, .bookkeeping, "buffer.len", "buffer.itemsize")
    c.fields(Int32.self, .bookkeeping, "buffer.readonly", "buffer.ndim")
    c.fields(PlainPointer.self, "buffer.format", "buffer.shape", "buffer.strides")
    c.fields(PlainPointer.self, "buffer.suboffsets", "buffer.internal", "input_buffer")
    input_line = c.field("input_line")
    c.fields(Py_ssize_t.self, .bookkeeping, "input_len", "next_read_idx", "prefetched_idx")
    if (Version(3, 13, 15) ..< .v3_14).contains(version) || version >= Version(3, 14, 7) {
      c.fields(Py_ssize_t.self, .bookkeeping, "frame_end", "saved_input_len")
    }
    c.fields(Ref.self, "read")
    if version >= .v3_8 { c.fields(Ref.self, "readinto") }
    c.fields(Ref.self, "readline", "peek")
    if version >= .v3_8 { c.fields(Ref.self, "buffers") }
    encoding = c.field("encoding")
    errors = c.field("errors")
    marks = c.field("marks")
    c.fields(Py_ssize_t.self, .bookkeeping, "num_marks")
    marks_size = c.field("marks_size")
    c.fields(Int32.self, "proto", "fix_imports")
    // Measured in 3.13.15 and from 3.14.8 on, and not there in 3.13.0
    if version >= Version(3, 13, 15) { c.fields(Int32.self, .bookkeeping, "running") }
  }
}
