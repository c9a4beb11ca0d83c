/// `PyFrameObject`, Include/internal/pycore_frame.h (up to 3.10: Include/cpython/frameobject.h,
/// Include/frameobject.h)
public struct PyFrameObject: CStruct {
  /// The caller's frame, or `NULL`.
  public let f_back: Field<Ref>
  /// The code that it runs; up to 3.10.
  public let f_code: Field<Ref>?
  /// The call's own data, a `_PyInterpreterFrame`, wherever it stands; 3.11 on.
  public let f_frame: Field<PlainPointer>?
  /// Room for that data, once the call has ended; 3.11 on.
  public let _f_frame_data: ArrayField<Ref>?
  /// Behind the last item of the stack, `NULL` while it runs; up to 3.9.
  public let f_stacktop: Field<PlainPointer>?
  /// How many items the stack has, -1 while it runs; 3.10.
  public let f_stackdepth: Field<Int32>?
  /// The builtins, a dict; up to 3.10.
  package let f_builtins: Field<Ref>?
  /// The global variables, a dict; up to 3.10.
  package let f_globals: Field<Ref>?
  /// What the variables are that are kept in a dict, or `NULL`; up to 3.10.
  package let f_locals: Field<Ref>?
  /// Where the stack begins; up to 3.10.
  package let f_valuestack: Field<PlainPointer>?
  /// The thread; 2.7.
  package let f_tstate: Field<PlainPointer>?
  /// Which instruction was run last, -1 for none; up to 3.10.
  package let f_lasti: Field<Int32>?
  /// The line, 0 where the instruction tells it from 3.10 on, otherwise that on which it began.
  package let f_lineno: Field<Int32>
  /// Whether a debugger is called for each line; 3.7 on.
  package let f_trace_lines: Field<Int8>?
  /// 3.10: what the frame is doing; before, whether it runs; 3.x up to 3.10.
  package let f_state: Field<Int8>?
  /// The local variables, cells and free variables, and behind them the stack; up to 3.10.
  public let f_localsplus: ArrayField<Ref>?

  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// Up to 3.6 it keeps the exception being handled, which bpo-25612, 3.7, took out; 3.11 moved
  /// what a call needs to `_PyInterpreterFrame`; PEP 667, 3.13, added what `f_locals` needs.
  public init(_ c: inout CLayout) {
    let build = c.build
    let version = build.version

    guard version < .v3_11 else {
      let _: PyObject = c.head()
      f_back = c.field("f_back")
      f_frame = c.field("f_frame")
      f_code = nil
      c.fields(Ref.self, "f_trace")
      f_lineno = c.field("f_lineno")
      f_trace_lines = c.field("f_trace_lines", .bookkeeping)
      c.fields(Int8.self, .bookkeeping, "f_trace_opcodes")
      if version < .v3_13 { c.fields(Int8.self, .bookkeeping, "f_fast_as_locals") }
      if version >= .v3_13 { c.fields(Ref.self, "f_extra_locals", "f_locals_cache") }
      if version >= .v3_14 { c.fields(Ref.self, "f_overwritten_fast_locals") }
      _f_frame_data = c.array("_f_frame_data", count: 1)
      (f_stacktop, f_stackdepth, f_localsplus) = (nil, nil, nil)
      (f_builtins, f_globals, f_locals) = (nil, nil, nil)
      (f_valuestack, f_lasti, f_state, f_tstate) = (nil, nil, nil, nil)
      return
    }
    let _: PyVarObject = c.varHead()
    f_back = c.field("f_back")
    f_code = c.field("f_code")
    f_frame = nil
    _f_frame_data = nil
    f_builtins = c.field("f_builtins")
    f_globals = c.field("f_globals")
    f_locals = c.field("f_locals")
    f_valuestack = c.field("f_valuestack")
    f_stacktop = c.field("f_stacktop", if: version < .v3_10)
    c.fields(Ref.self, "f_trace")
    if version < .v3_7 { c.fields(Ref.self, "f_exc_type", "f_exc_value", "f_exc_traceback") }
    f_stackdepth = c.field("f_stackdepth", .bookkeeping, if: version >= .v3_10)
    f_trace_lines = c.field("f_trace_lines", .bookkeeping, if: version >= .v3_7)
    if version >= .v3_7 { c.fields(Int8.self, .bookkeeping, "f_trace_opcodes") }
    if version < .v3_0 {
      f_tstate = c.field("f_tstate")
    } else {
      f_tstate = nil
      c.fields(WeakRef.self, "f_gen")
    }
    f_lasti = c.field("f_lasti", .bookkeeping)
    f_lineno = c.field("f_lineno")
    c.fields(Int32.self, .bookkeeping, "f_iblock")
    f_state = c.field(
      version < .v3_10 ? "f_executing" : "f_state", .bookkeeping, if: version >= .v3_0)
    // PyTryBlock f_blockstack[CO_MAXBLOCKS]
    let _: [PyTryBlock] = (0..<20).map { c.embed("f_blockstack[\($0)]") }
    f_localsplus = c.array("f_localsplus", count: 1)
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

extension PyFrameObject {
  /// `FRAME_RAISED`, Include/internal/pycore_frame.h (3.10): an exception has ended the call.
  package static var raised: Int { 3 }
}
