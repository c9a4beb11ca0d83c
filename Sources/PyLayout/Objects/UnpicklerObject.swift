/// `UnpicklerObject`, Modules/_pickle.c (3.x)
package struct UnpicklerObject: CStruct {
  /// The head that every object starts with.
  package let ob_base: PyObject
  /// The objects by their memo numbers.
  package let memo: Field<Pointer<Ref>>
  /// How many objects `memo` has room for.
  package let memo_size: Field<uintptr_t>
  /// A copy of the last line read, `NULL` where none was.
  package let input_line: Field<Pointer<Int8>>
  /// The name of the encoding that 2.x's strings are decoded by: `ASCII`.
  package let encoding: Field<Pointer<Int8>>
  /// The name of what is done with bytes that cannot be decoded: `strict`.
  package let errors: Field<Pointer<Int8>>
  /// Where on the stack each container that is open starts.
  package let marks: Field<Pointer<Py_ssize_t>>
  /// How many marks there is room for.
  package let marks_size: Field<Py_ssize_t>

  /// Whether pickler and unpickler know that they run: measured in 3.13.15 and 3.14.8, and not so in
  /// 3.13.0; what lies between is inferred.
  static func knowsRunning(on build: Build) -> Bool {
    build.version >= Version(3, 13, 15) && build.version < .v3_14
      || build.version >= Version(3, 14, 7)
  }

  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// 3.8 added `readinto` and, for PEP 574, `buffers`; 3.13 has `persistent_load` in place of
  /// `pers_func`, 3.13.5 what an instance sets itself.
  package init(_ c: inout CLayout) {
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
    c.fields(UnvisitedRef.self, "buffer.obj")
    c.fields(Py_ssize_t.self, .bookkeeping, "buffer.len", "buffer.itemsize")
    c.fields(Int32.self, .bookkeeping, "buffer.readonly", "buffer.ndim")
    c.fields(PlainPointer.self, "buffer.format", "buffer.shape", "buffer.strides")
    c.fields(PlainPointer.self, "buffer.suboffsets", "buffer.internal", "input_buffer")
    input_line = c.field("input_line")
    c.fields(Py_ssize_t.self, .bookkeeping, "input_len", "next_read_idx", "prefetched_idx")
    if Self.knowsRunning(on: c.build) {
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
    if Self.knowsRunning(on: c.build) { c.fields(Int32.self, .bookkeeping, "running") }
  }
}
