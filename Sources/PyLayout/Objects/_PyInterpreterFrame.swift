/// `_PyInterpreterFrame`, Include/internal/pycore_frame.h (3.14 on: pycore_interpframe_structs.h),
/// from 3.11 on.
public struct _PyInterpreterFrame: CStruct {
  /// The code that it runs: `f_executable` from 3.13 on; from 3.14 on a tagged pointer.
  public let f_code: Field<Ref>
  /// The local variables, cells and free variables, and behind them the stack.
  public let localsplus: ArrayField<Ref>

  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// 3.12 put first what every kind of frame has, and 3.14 keeps the top of the stack as a pointer.
  public init(_ c: inout CLayout) {
    let build = c.build
    let version = build.version
    if version < .v3_12 {
      c.fields(Ref.self, "f_func", "f_globals", "f_builtins", "f_locals")
      f_code = c.field("f_code")
      c.fields(Ref.self, .bookkeeping, "frame_obj")
      c.fields(PlainPointer.self, "previous", "prev_instr")
    } else {
      f_code = c.field(version < .v3_13 ? "f_code" : "f_executable")
      c.fields(PlainPointer.self, "previous")
      c.fields(Ref.self, "f_funcobj", "f_globals", "f_builtins", "f_locals")
      c.fields(Ref.self, .bookkeeping, "frame_obj")
      c.fields(PlainPointer.self, version < .v3_13 ? "prev_instr" : "instr_ptr")
    }
    if version < .v3_14 {
      c.fields(Int32.self, .bookkeeping, "stacktop")
    } else {
      c.fields(PlainPointer.self, "stackpointer")
      if build.isFreeThreaded { c.fields(Int32.self, .bookkeeping, "tlbc_index") }
    }
    if version < .v3_12 {
      c.fields(Int8.self, .bookkeeping, "is_entry")
    } else {
      c.fields(UInt16.self, .bookkeeping, "return_offset")
    }
    c.fields(Int8.self, .bookkeeping, "owner")
    if version >= .v3_14 { c.fields(UInt8.self, .bookkeeping, "visited") }
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
    let members = frame.rows.dropLast().map { $0.moved(by: start) }
    self.init(
      build: build, tp_name: tp_name,
      tp_basicsize: (start + frame.localsplus.offset.rawValue).rawValue,
      tp_itemsize: build.pointerSize, tp_dictoffset: 0, tp_weaklistoffset: tp_weaklistoffset,
      flags: .haveGC, bases: [.object(on: build)], baseIndex: 0,
      members: Self.members(of: layout.rows.dropLast(), on: build) + members)
  }
}
