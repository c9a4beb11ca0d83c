/// `PicklerObject`, Modules/_pickle.c (3.x)
public struct PicklerObject: CStruct {
  public let ob_base: PyObject
  public let memo: Field<Pointer<PyMemoTable>>
  public let output_buffer: Field<Ref>

  public init(_ c: inout CLayout) {
    let pointer = c.build.pointerSize
    let version = c.build.version
    func pointers(_ count: Int) { c.skip(count * pointer, alignment: pointer) }

    ob_base = c.head()
    memo = c.field("memo")
    // pers_func, pers_func_self; 3.13 persistent_id; 3.13.5 persistent_id_attr as well
    pointers(version >= .v3_13 && version < Version(3, 13, 5) ? 1 : 2)
    pointers(version < .v3_8 ? 1 : 2)  // dispatch_table, reducer_override
    pointers(1)  // write
    output_buffer = c.field("output_buffer")
    pointers(2)  // output_len, max_output_len
    c.skip(3 * 4, alignment: 4)  // proto, bin, framing
    pointers(2)  // frame_start, buf_size
    c.skip(3 * 4, alignment: 4)  // fast, fast_nesting, fix_imports
    pointers(version < .v3_8 ? 1 : 2)  // fast_memo, buffer_callback
  }
}
