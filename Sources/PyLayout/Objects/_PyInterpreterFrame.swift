/// `_PyInterpreterFrame`, Include/internal/pycore_frame.h (3.14 on: pycore_interpframe_structs.h),
/// from 3.11 on.
public struct _PyInterpreterFrame: CStruct {
  /// `f_executable` from 3.13 on; from 3.14 on a tagged pointer.
  public let f_code: Field<Address>
  public let localsplus: ArrayField<Address>

  public init(_ c: inout CLayout) {
    let build = c.build
    let version = build.version
    func pointers(_ count: Int) { c.skip(count * build.pointerSize, alignment: build.pointerSize) }

    if version < .v3_12 { pointers(4) }  // f_func, f_globals, f_builtins, f_locals
    f_code = c.field(version < .v3_13 ? "f_code" : "f_executable")
    // frame_obj, previous, prev_instr; from 3.12 on all others
    pointers(version < .v3_12 ? 3 : 7)
    if version < .v3_14 {
      c.skip(4, alignment: 4)  // stacktop
    } else {
      pointers(1)  // stackpointer
      if build.isFreeThreaded { c.skip(4, alignment: 4) }  // tlbc_index
    }
    // is_entry, then return_offset
    c.skip(version < .v3_12 ? 1 : 2, alignment: version < .v3_12 ? 1 : 2)
    c.skip(version < .v3_14 ? 1 : 2, alignment: 1)  // owner, visited
    localsplus = c.array("localsplus", count: 1)
  }
}
