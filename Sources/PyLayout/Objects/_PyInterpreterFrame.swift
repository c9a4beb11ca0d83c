/// `_PyInterpreterFrame`, Include/internal/pycore_frame.h (3.14 on: pycore_interpframe_structs.h),
/// from 3.11 on.
public struct _PyInterpreterFrame: CStruct {
  /// Where the code is that it runs: `f_executable` from 3.13 on, a `_PyStackRef` from 3.14 on.
  public let f_code: Offset
  /// The function that was called; `f_funcobj` from 3.12 on, a `_PyStackRef` from 3.14 on.
  package let f_funcobj: Offset
  /// The global variables, borrowed from the function.
  package let f_globals: Field<WeakRef>
  /// The builtins, borrowed from the function.
  package let f_builtins: Field<WeakRef>
  /// The frame object, or `NULL`.
  package let frame_obj: Field<Ref>
  /// The instruction that was run last; from 3.13 on, the one that runs.
  package let instr_ptr: Field<PlainPointer>
  /// Who has the frame: `FRAME_OWNED_BY_…`.
  package let owner: Field<Int8>
  /// How many items variables and stack have, -1 while it runs; 3.11 to 3.13.
  public let stacktop: Field<Int32>?
  /// Behind the last item of the stack, `NULL` while it runs; 3.14 on.
  public let stackpointer: Field<PlainPointer>?
  /// The local variables, cells and free variables, and behind them the stack.
  public let localsplus: ArrayField<Ref>

  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// 3.12 put first what every kind of frame has, and 3.14 keeps the top of the stack as a pointer.
  public init(_ c: inout CLayout) {
    let build = c.build
    let version = build.version
    if version < .v3_12 {
      f_funcobj = c.next
      c.fields(Ref.self, "f_func")
      f_globals = c.field("f_globals")
      f_builtins = c.field("f_builtins")
      c.fields(Ref.self, "f_locals")
      f_code = c.next
      c.fields(Ref.self, "f_code")
      frame_obj = c.field("frame_obj", .bookkeeping)
      c.fields(PlainPointer.self, "previous")
      instr_ptr = c.field("prev_instr")
    } else {
      f_code = c.next
      let names = [version < .v3_13 ? "f_code" : "f_executable", "f_funcobj"]
      let isTagged = version >= .v3_14
      isTagged ? c.fields(_PyStackRef.self, names[0]) : c.fields(Ref.self, names[0])
      c.fields(PlainPointer.self, "previous")
      f_funcobj = c.next
      isTagged ? c.fields(_PyStackRef.self, names[1]) : c.fields(Ref.self, names[1])
      f_globals = c.field("f_globals")
      f_builtins = c.field("f_builtins")
      c.fields(Ref.self, "f_locals")
      frame_obj = c.field("frame_obj", .bookkeeping)
      instr_ptr = c.field(version < .v3_13 ? "prev_instr" : "instr_ptr")
    }
    stacktop = c.field("stacktop", .bookkeeping, if: version < .v3_14)
    stackpointer = c.field("stackpointer", if: version >= .v3_14)
    if version >= .v3_14 && build.isFreeThreaded {
      c.fields(Int32.self, .bookkeeping, "tlbc_index")
    }
    if version < .v3_12 {
      c.fields(Int8.self, .bookkeeping, "is_entry")
    } else {
      c.fields(UInt16.self, .bookkeeping, "return_offset")
    }
    owner = c.field("owner", .bookkeeping)
    if version >= .v3_14 { c.fields(UInt8.self, .bookkeeping, "visited") }
    localsplus = c.array("localsplus", count: 1)
  }
}

extension _PyInterpreterFrame {
  /// `FRAME_OWNED_BY_FRAME_OBJECT`, Include/internal/pycore_frame.h (3.14 on:
  /// pycore_interpframe_structs.h): the call has ended, and the frame object has what it left.
  package static var ownedByFrameObject: Int { 2 }
}

extension _PyStackRef {
  /// The bits of a reference: those of the address, and `Py_TAG_REFCNT` where none is counted, for an
  /// immortal object and for `NULL`.
  package static func bits(of object: Address, isCounted: Bool) -> UInt64 {
    object.rawValue | (isCounted ? 0 : 1)
  }

  /// What it refers to.
  package static func target(of bits: UInt64) -> Address { Address(rawValue: bits & ~3) }
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
