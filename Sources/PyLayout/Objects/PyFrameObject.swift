/// `PyFrameObject`, Include/internal/pycore_frame.h (up to 3.10: Include/cpython/frameobject.h,
/// Include/frameobject.h)
public struct PyFrameObject: CStruct {
  public let f_back: Field<Ref>
  /// Up to 3.10.
  public let f_code: Field<Ref>?
  /// The frame's data, from 3.11 on.
  public let f_frame: Field<PlainPointer>?
  public let _f_frame_data: ArrayField<Ref>?

  public init(_ c: inout CLayout) {
    let build = c.build
    let version = build.version
    func pointers(_ count: Int) { c.skip(count * build.pointerSize, alignment: build.pointerSize) }
    func ints(_ count: Int) { c.skip(count * 4, alignment: 4) }

    guard version < .v3_11 else {
      let _: PyObject = c.head()
      f_back = c.field("f_back")
      f_frame = c.field("f_frame")
      f_code = nil
      pointers(1)  // f_trace
      ints(1)  // f_lineno
      c.skip(version < .v3_13 ? 3 : 2, alignment: 1)  // f_trace_lines, f_trace_opcodes …
      if version >= .v3_13 { pointers(2) }  // f_extra_locals, f_locals_cache
      if version >= .v3_14 { pointers(1) }  // f_overwritten_fast_locals
      _f_frame_data = c.array("_f_frame_data", count: 1)
      return
    }
    let _: PyVarObject = c.varHead()
    f_back = c.field("f_back")
    f_code = c.field("f_code")
    f_frame = nil
    _f_frame_data = nil
    pointers(4)  // f_builtins, f_globals, f_locals, f_valuestack
    if version < .v3_10 { pointers(1) }  // f_stacktop
    pointers(1)  // f_trace
    if version < .v3_7 { pointers(3) }  // f_exc_type, f_exc_value, f_exc_traceback
    if version >= .v3_10 { ints(1) }  // f_stackdepth
    if version >= .v3_7 { c.skip(2, alignment: 1) }  // f_trace_lines, f_trace_opcodes
    pointers(1)  // f_gen, in 2.7 f_tstate
    ints(3)  // f_lasti, f_lineno, f_iblock
    if version >= .v3_0 { c.skip(1, alignment: 1) }  // f_executing, from 3.10 f_state
    ints(3 * 20)  // f_blockstack
    let _: ArrayField<Ref> = c.array("f_localsplus", count: 1)
  }
}

extension PyType {
  /// `PyFrame_Type`, Objects/frameobject.c: the items are variables and the stack.
  public static func frame(on build: Build) -> PyType {
    let layout = PyFrameObject.layout(on: build)
    return build.version < .v3_11
      ? PyType("frame", layout, tp_itemsize: build.pointerSize, flags: .haveGC)
      : PyType("frame", endingInFrame: layout)
  }
}
