/// `PyCodeObject`, Include/cpython/code.h (2.7, 3.6 … 3.9: Include/code.h)
public struct PyCodeObject: CStruct {
  /// How many places the evaluation stack needs.
  public let co_stacksize: Field<Int32>
  /// How many local variables there are, arguments among them.
  public let co_nlocals: Field<Int32>
  /// How many locals, cells and free variables: 3.11 on.
  public let co_nlocalsplus: Field<Int32>?
  /// The instructions, a `bytes`; up to 3.10.
  public let co_code: Field<UnvisitedRef>?
  /// Names of the variables of outer functions, a tuple; up to 3.10.
  public let co_freevars: Field<UnvisitedRef>?
  /// Names of the variables that inner functions use, a tuple; up to 3.10.
  public let co_cellvars: Field<UnvisitedRef>?
  /// The names of the local variables, a tuple; up to 3.10.
  public let co_varnames: Field<UnvisitedRef>?
  /// The names of local, cell and free variables, a tuple; 3.11 on.
  public let co_localsplusnames: Field<UnvisitedRef>?
  /// For each of `co_cellvars` which argument it is; `NULL` for none; 3.7 to 3.10.
  public let co_cell2arg: Field<Pointer<Py_ssize_t>>?
  /// 3.6's `co_cell2arg`, whose items are bytes.
  public let byteCell2arg: Field<Pointer<UInt8>>?
  /// The block of a frame that ended, for the next call; up to 3.10.
  package let co_zombieframe: Field<Pointer<CVoid>>?
  /// What debuggers and profilers keep with the code: `_PyCode_SetExtra`.
  public let co_extra: Field<Pointer<CVoid>>?
  /// A byte for each instruction, the number of its cache in `co_opcache`; 3.8 to 3.10.
  public let co_opcache_map: Field<Pointer<UInt8>>?
  /// The caches of lookups, once the code has run often; 3.8 to 3.10.
  public let co_opcache: Field<Pointer<CVoid>>?
  /// How many caches `co_opcache` has; 3.8 to 3.10.
  public let co_opcache_size: Field<UInt8>?
  /// The instructions, which specialize themselves as they run; 3.11 on.
  public let co_code_adaptive: ArrayField<Int8>?

  /// How many positional parameters there are, those with defaults among them.
  package let co_argcount: Field<Int32>
  /// How many of them are positional alone; 3.8 on.
  package let co_posonlyargcount: Field<Int32>?
  /// How many keyword-only parameters there are; 3.x.
  package let co_kwonlyargcount: Field<Int32>?
  /// `CO_…`, Include/cpython/code.h (2.7, 3.6 … 3.9: Include/code.h)
  package let co_flags: Field<Int32>
  /// The line that the code begins on.
  package let co_firstlineno: Field<Int32>
  /// The constants, a tuple.
  package let co_consts: Field<Ref>
  /// The names of globals and attributes, a tuple.
  package let co_names: Field<UnvisitedRef>
  /// Which instructions stand in which `try`, a `bytes`; 3.11 on.
  package let co_exceptiontable: Field<UnvisitedRef>?
  /// The file's name.
  package let co_filename: Field<UnvisitedRef>
  /// The function's name.
  package let co_name: Field<UnvisitedRef>
  /// The function's name with those that it is in; 3.11 on.
  package let co_qualname: Field<UnvisitedRef>?
  /// Which instruction is of which line, a `bytes`; up to 3.9 `co_lnotab`.
  package let co_linetable: Field<UnvisitedRef>
  /// What each of the locals is, a `bytes`; 3.11 on.
  package let co_localspluskinds: Field<UnvisitedRef>?
  /// Locals and stack and the frame's own struct, in pointers; 3.12 on.
  package let co_framesize: Field<Int32>?
  /// How many of `co_cellvars` are no parameters; 3.11.
  package let co_nplaincellvars: Field<Int32>?
  /// How many local variables inner functions use; 3.11 on.
  package let co_ncellvars: Field<Int32>?
  /// How many variables are of outer functions; 3.11 on.
  package let co_nfreevars: Field<Int32>?
  /// Counts down to when the code is specialized; 3.11.
  package let co_warmup: Field<Int16>?
  /// A number of its own, by which specialized code knows it; 3.12 on.
  package let co_version: Field<UInt32>?
  /// The instruction at which a call begins, behind those that set up cells; 3.11 on.
  package let _co_firsttraceable: Field<Int32>?

  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// PEP 570, 3.8, added `co_posonlyargcount`; PEP 659, 3.11, put the instructions inside, where
  /// they are rewritten, and their caches between them. `code_traverse`, Objects/codeobject.c, which
  /// free-threaded builds have from 3.13 on, visits `co_consts` alone; others do not collect code.
  public init(_ c: inout CLayout) {
    let build = c.build
    let version = build.version

    guard version < .v3_11 else {
      let _: PyVarObject = c.varHead()
      co_consts = c.field("co_consts")
      co_names = c.field("co_names")
      co_exceptiontable = c.field("co_exceptiontable")
      co_flags = c.field("co_flags")
      co_warmup = c.field("co_warmup", .bookkeeping, if: version < .v3_12)
      if version < .v3_12 { c.fields(Int16.self, .bookkeeping, "_co_linearray_entry_size") }
      co_argcount = c.field("co_argcount")
      co_posonlyargcount = c.field("co_posonlyargcount")
      co_kwonlyargcount = c.field("co_kwonlyargcount")
      co_stacksize = c.field("co_stacksize")
      co_firstlineno = c.field("co_firstlineno")
      co_nlocalsplus = c.field("co_nlocalsplus")
      co_framesize = c.field("co_framesize", if: version >= .v3_12)
      co_nlocals = c.field("co_nlocals")
      co_nplaincellvars = c.field("co_nplaincellvars", if: version < .v3_12)
      co_ncellvars = c.field("co_ncellvars")
      co_nfreevars = c.field("co_nfreevars")
      co_version = c.field("co_version", .bookkeeping, role: .identity, if: version >= .v3_12)
      co_localsplusnames = c.field("co_localsplusnames")
      co_localspluskinds = c.field("co_localspluskinds")
      co_filename = c.field("co_filename")
      co_name = c.field("co_name")
      co_qualname = c.field("co_qualname")
      co_linetable = c.field("co_linetable")
      c.fields(WeakRef.self, "co_weakreflist")
      if version >= .v3_13 { c.fields(Pointer<CVoid>.self, "co_executors") }
      if version < .v3_12 {
        c.fields(UnvisitedRef.self, .bookkeeping, "_co_code")
        c.fields(Pointer<Int8>.self, "_co_linearray")
      } else {
        c.fields(Pointer<CVoid>.self, "_co_cached")
        if version < .v3_13 {
          c.fields(UInt64.self, .bookkeeping, "_co_instrumentation_version")
        } else {
          c.fields(uintptr_t.self, .bookkeeping, "_co_instrumentation_version")
        }
        c.fields(Pointer<CVoid>.self, "_co_monitoring")
      }
      if version >= .v3_14 { c.fields(Py_ssize_t.self, .bookkeeping, "_co_unique_id") }
      _co_firsttraceable = c.field("_co_firsttraceable", .bookkeeping)
      co_extra = c.field("co_extra")
      if build.isFreeThreaded && version >= .v3_14 { c.fields(Pointer<CVoid>.self, "co_tlbc") }
      co_code_adaptive = c.array("co_code_adaptive", count: 1)
      (co_code, co_freevars, co_cellvars, co_cell2arg) = (nil, nil, nil, nil)
      (byteCell2arg, co_varnames, co_zombieframe) = (nil, nil, nil)
      (co_opcache_map, co_opcache, co_opcache_size) = (nil, nil, nil)
      return
    }
    let _: PyObject = c.head()
    co_argcount = c.field("co_argcount")
    co_posonlyargcount = c.field("co_posonlyargcount", if: version >= .v3_8)
    co_kwonlyargcount = c.field("co_kwonlyargcount", if: version >= .v3_0)
    co_nlocals = c.field("co_nlocals")
    co_stacksize = c.field("co_stacksize")
    co_flags = c.field("co_flags")
    let firstlineno: Field<Int32>? = c.field("co_firstlineno", if: version >= .v3_0)
    co_code = c.field("co_code")
    co_consts = c.field("co_consts")
    co_names = c.field("co_names")
    co_varnames = c.field("co_varnames")
    co_freevars = c.field("co_freevars")
    co_cellvars = c.field("co_cellvars")
    co_cell2arg = c.field("co_cell2arg", if: version >= .v3_7)
    byteCell2arg = c.field("co_cell2arg", if: version >= .v3_0 && version < .v3_7)
    co_filename = c.field("co_filename")
    co_name = c.field("co_name")
    co_firstlineno = firstlineno ?? c.field("co_firstlineno")
    co_linetable = c.field(version < .v3_10 ? "co_lnotab" : "co_linetable")
    co_zombieframe = c.field("co_zombieframe")
    c.fields(WeakRef.self, "co_weakreflist")
    co_extra = c.field("co_extra", if: version >= .v3_0)
    co_opcache_map = c.field("co_opcache_map", if: version >= .v3_8)
    co_opcache = c.field("co_opcache", if: version >= .v3_8)
    if version >= .v3_8 { c.fields(Int32.self, .bookkeeping, "co_opcache_flag") }
    co_opcache_size = c.field("co_opcache_size", if: version >= .v3_8)
    (co_nlocalsplus, co_localsplusnames, co_code_adaptive) = (nil, nil, nil)
    (co_exceptiontable, co_qualname, co_localspluskinds) = (nil, nil, nil)
    (co_framesize, co_nplaincellvars, co_ncellvars) = (nil, nil, nil)
    (co_nfreevars, co_warmup, co_version, _co_firsttraceable) = (nil, nil, nil, nil)
  }
}

extension PyType {
  /// `PyCode_Type`, Objects/codeobject.c: from 3.11 on the items are code units of two bytes.
  public static func code(on build: Build) -> PyType {
    let layout = PyCodeObject.layout(on: build)
    let weakrefs = layout.rows.first { $0.name == "co_weakreflist" }?.offset.rawValue ?? 0
    let flags: PyType.Flags = build.isFreeThreaded ? .haveGC : []
    guard let units = layout.co_code_adaptive else {
      return PyType("code", layout, tp_weaklistoffset: weakrefs, flags: flags)
    }
    return PyType(
      "code", layout, tp_basicsize: units.offset.rawValue, tp_itemsize: 2,
      tp_weaklistoffset: weakrefs, flags: flags)
  }
}

extension PyCodeObject {
  /// `CO_…`, Include/cpython/code.h (2.7, 3.6 … 3.9: Include/code.h)
  package struct Flags: OptionSet, Sendable {
    package let rawValue: Int
    package init(rawValue: Int) { self.rawValue = rawValue }

    /// `CO_OPTIMIZED`: its variables are places, not names.
    package static var optimized: Flags { Flags(rawValue: 0x1) }
    /// `CO_NEWLOCALS`: each call has its own.
    package static var newLocals: Flags { Flags(rawValue: 0x2) }
    /// `CO_VARARGS`: one parameter is `*args`.
    package static var varargs: Flags { Flags(rawValue: 0x4) }
    /// `CO_VARKEYWORDS`: one parameter is `**kwargs`.
    package static var varkeywords: Flags { Flags(rawValue: 0x8) }
    /// `CO_NOFREE`: there are no cells and no free variables; up to 3.10.
    package static var noFree: Flags { Flags(rawValue: 0x40) }
    /// `CO_HAS_DOCSTRING`: the first constant is one; gh-126072, 3.14.
    package static var hasDocstring: Flags { Flags(rawValue: 0x400_0000) }
  }

  /// `CO_FAST_…`, Include/internal/pycore_code.h (3.11 on): what one of `co_localsplusnames` is.
  package struct LocalKind: OptionSet, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// `CO_FAST_ARG_POS`: it may be given by its place; 3.14 on.
    package static var positional: LocalKind { LocalKind(rawValue: 0x02) }
    /// `CO_FAST_ARG_KW`: it may be given by its name; 3.14 on.
    package static var keyword: LocalKind { LocalKind(rawValue: 0x04) }
    /// `CO_FAST_ARG_VAR`: it takes all that remain; 3.14 on.
    package static var variable: LocalKind { LocalKind(rawValue: 0x08) }
    /// `CO_FAST_LOCAL`
    package static var local: LocalKind { LocalKind(rawValue: 0x20) }
    /// `CO_FAST_CELL`
    package static var cell: LocalKind { LocalKind(rawValue: 0x40) }
    /// `CO_FAST_FREE`
    package static var free: LocalKind { LocalKind(rawValue: 0x80) }
  }

  /// The instructions of a function that does nothing but `return None`, the first of its constants, and
  /// which of them `RESUME` is: Include/opcode_ids.h (up to 3.12 Include/opcode.h); `nil` where they are
  /// not known here.
  package static func returningNone(on build: Build) -> [UInt8]? {
    let version = build.version
    // LOAD_CONST with two bytes of argument, RETURN_VALUE
    if version < .v3_0 { return [100, 0, 0, 83] }
    // LOAD_CONST, RETURN_VALUE; from 3.11 on RESUME before; in 3.12 and 3.13 RETURN_CONST
    guard let resume = resume(on: build) else { return version < .v3_11 ? [100, 0, 83, 0] : nil }
    if version < .v3_12 { return [resume, 0, 100, 0, 83, 0] }
    if version < .v3_13 { return [resume, 0, 121, 0] }
    return version < .v3_14 ? [resume, 0, 103, 0] : [resume, 0, 82, 0, 35, 0]
  }

  /// `RESUME`, with which a call begins; from 3.11 on, as far as it is known here.
  package static func resume(on build: Build) -> UInt8? {
    let version = build.version
    if version < .v3_11 || version >= .v3_15 { return nil }
    return version < .v3_13 ? 151 : version < .v3_14 ? 149 : 128
  }
}
