/// `PyCodeObject`, Include/cpython/code.h (2.7, 3.6 … 3.9: Include/code.h)
public struct PyCodeObject: CStruct {
  /// What every version has, at a place of its own in each.
  public let co_stacksize: Field<Int32>
  public let co_nlocals: Field<Int32>
  /// How many locals, cells and free variables: 3.11 on.
  public let co_nlocalsplus: Field<Int32>?
  public let co_code: Field<Ref>?
  public let co_freevars: Field<Ref>?
  public let co_cellvars: Field<Ref>?
  public let co_cell2arg: Field<Pointer<Py_ssize_t>>?
  public let co_extra: Field<Pointer<CVoid>>?
  public let co_opcache_map: Field<Pointer<UInt8>>?
  public let co_opcache: Field<Pointer<CVoid>>?
  public let co_opcache_size: Field<UInt8>?
  public let co_code_adaptive: ArrayField<Int8>?

  public init(_ c: inout CLayout) {
    let build = c.build
    let version = build.version
    func pointers(_ count: Int) { c.skip(count * build.pointerSize, alignment: build.pointerSize) }
    func ints(_ count: Int) { c.skip(count * 4, alignment: 4) }

    guard version < .v3_11 else {
      let _: PyVarObject = c.varHead()
      pointers(3)  // co_consts, co_names, co_exceptiontable
      ints(1)  // co_flags
      // co_warmup, _co_linearray_entry_size
      if version < .v3_12 { c.skip(4, alignment: 2) }
      ints(3)  // co_argcount, co_posonlyargcount, co_kwonlyargcount
      co_stacksize = c.field("co_stacksize")
      ints(1)  // co_firstlineno
      co_nlocalsplus = c.field("co_nlocalsplus")
      if version >= .v3_12 { ints(1) }  // co_framesize
      co_nlocals = c.field("co_nlocals")
      ints(version < .v3_12 ? 3 : 2)  // co_nplaincellvars, co_ncellvars, co_nfreevars
      if version >= .v3_12 { ints(1) }  // co_version
      pointers(6)  // co_localsplusnames … co_linetable
      c.fields(WeakRef.self, "co_weakreflist")
      if version >= .v3_13 { pointers(1) }  // co_executors
      pointers(1)  // _co_code, from 3.12 _co_cached
      if version >= .v3_13 {
        pointers(1)  // _co_instrumentation_version
      } else if version >= .v3_12 {
        c.skip(8, alignment: build.pointerSize)
      }
      pointers(1)  // _co_linearray, from 3.12 _co_monitoring
      if version >= .v3_14 { pointers(1) }  // _co_unique_id
      ints(1)  // _co_firsttraceable
      co_extra = c.field("co_extra")
      if build.isFreeThreaded && version >= .v3_14 { pointers(1) }  // co_tlbc
      co_code_adaptive = c.array("co_code_adaptive", count: 1)
      (co_code, co_freevars, co_cellvars, co_cell2arg) = (nil, nil, nil, nil)
      (co_opcache_map, co_opcache, co_opcache_size) = (nil, nil, nil)
      return
    }
    let _: PyObject = c.head()
    ints(1)  // co_argcount
    if version >= .v3_8 { ints(1) }  // co_posonlyargcount
    if version >= .v3_0 { ints(1) }  // co_kwonlyargcount
    co_nlocals = c.field("co_nlocals")
    co_stacksize = c.field("co_stacksize")
    ints(version < .v3_0 ? 1 : 2)  // co_flags, co_firstlineno
    co_code = c.field("co_code")
    pointers(3)  // co_consts, co_names, co_varnames
    co_freevars = c.field("co_freevars")
    co_cellvars = c.field("co_cellvars")
    co_cell2arg = c.field("co_cell2arg", if: version >= .v3_0)
    pointers(2)  // co_filename, co_name
    if version < .v3_0 { ints(1) }  // co_firstlineno
    pointers(2)  // co_lnotab, co_zombieframe
    c.fields(WeakRef.self, "co_weakreflist")
    co_extra = c.field("co_extra", if: version >= .v3_0)
    co_opcache_map = c.field("co_opcache_map", if: version >= .v3_8)
    co_opcache = c.field("co_opcache", if: version >= .v3_8)
    if version >= .v3_8 { ints(1) }  // co_opcache_flag
    co_opcache_size = c.field("co_opcache_size", if: version >= .v3_8)
    co_nlocalsplus = nil
    co_code_adaptive = nil
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
