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
      if version >= .v3_12 { c.fields(UInt32.self, .bookkeeping, "co_version") }
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
      c.fields(Int32.self, .bookkeeping, "_co_firsttraceable")
      co_extra = c.field("co_extra")
      if build.isFreeThreaded && version >= .v3_14 { c.fields(Pointer<CVoid>.self, "co_tlbc") }
      co_code_adaptive = c.array("co_code_adaptive", count: 1)
      (co_code, co_freevars, co_cellvars, co_cell2arg) = (nil, nil, nil, nil)
      (byteCell2arg, co_varnames) = (nil, nil)
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
    c.fields(Pointer<CVoid>.self, "co_zombieframe")
    c.fields(WeakRef.self, "co_weakreflist")
    co_extra = c.field("co_extra", if: version >= .v3_0)
    co_opcache_map = c.field("co_opcache_map", if: version >= .v3_8)
    co_opcache = c.field("co_opcache", if: version >= .v3_8)
    if version >= .v3_8 { c.fields(Int32.self, .bookkeeping, "co_opcache_flag") }
    co_opcache_size = c.field("co_opcache_size", if: version >= .v3_8)
    (co_nlocalsplus, co_localsplusnames, co_code_adaptive) = (nil, nil, nil)
    (co_exceptiontable, co_qualname, co_localspluskinds) = (nil, nil, nil)
    (co_framesize, co_nplaincellvars, co_ncellvars) = (nil, nil, nil)
    (co_nfreevars, co_warmup) = (nil, nil)
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
