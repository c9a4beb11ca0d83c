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

extension PyType {
  /// A type whose instances end in a frame (3.11 on): its variables and its stack are the items.
  ///
  /// - Parameter layout: the struct, whose last field is where the frame stands.
  init<S: CStruct>(
    _ tp_name: String, endingInFrame layout: StructLayout<S>, tp_weaklistoffset: Int = 0
  ) {
    let build = layout.build
    let frame = _PyInterpreterFrame.layout(on: build)
    let start = layout.rows.last?.offset ?? 0
    let members = frame.rows.dropLast().map { row in
      Member(name: row.name, offset: start + row.offset.rawValue, size: row.size, cType: row.cType)
    }
    self.init(
      build: build, tp_name: tp_name,
      tp_basicsize: (start + frame.localsplus.offset.rawValue).rawValue,
      tp_itemsize: build.pointerSize, tp_dictoffset: 0, tp_weaklistoffset: tp_weaklistoffset,
      flags: .haveGC, bases: [.object(on: build)], baseIndex: 0,
      members: Self.members(of: layout.rows.dropLast(), on: build) + members)
  }
}
