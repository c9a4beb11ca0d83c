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
    let pointer = c.build.pointerSize
    let version = c.build.version
    func pointers(_ count: Int) { c.skip(count * pointer, alignment: pointer) }

    ob_base = c.head()
    pointers(1)  // stack
    memo = c.field("memo")
    memo_size = c.field("memo_size")
    pointers(1)  // memo_len
    // pers_func, pers_func_self; 3.13 persistent_load; 3.13.5 persistent_load_attr as well
    pointers(version >= .v3_13 && version < Version(3, 13, 5) ? 1 : 2)
    if version >= .v3_15 { pointers(1) }
    // buffer, a Py_buffer, Include/cpython/object.h (3.11 on: pybuffer.h)
    pointers(4)
    c.skip(2 * 4, alignment: 4)
    pointers(5)
    pointers(1)  // input_buffer
    input_line = c.field("input_line")
    pointers(3)  // input_len, next_read_idx, prefetched_idx
    if version >= .v3_14 { pointers(2) }
    pointers(version < .v3_8 ? 3 : 5)  // read, readinto, readline, peek, buffers
    encoding = c.field("encoding")
    errors = c.field("errors")
    marks = c.field("marks")
    pointers(1)  // num_marks
    marks_size = c.field("marks_size")
    c.skip(2 * 4, alignment: 4)  // proto, fix_imports
  }
}
