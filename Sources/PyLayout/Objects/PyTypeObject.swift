/// `PyTypeObject`, Include/cpython/object.h (2.7, 3.6, 3.7: Include/object.h)
public struct PyTypeObject: CStruct {
  public let ob_base: PyVarObject
  public let tp_name: Field<CString>
  public let tp_basicsize: Field<Py_ssize_t>
  public let tp_itemsize: Field<Py_ssize_t>
  public let tp_dealloc: Field<FunctionPointer>
  public let tp_flags: Field<uintptr_t>
  public let tp_weaklistoffset: Field<Py_ssize_t>
  public let tp_methods: Field<PlainPointer>
  public let tp_members: Field<Pointer<PyMemberDef>>
  public let tp_base: Field<Ref>
  public let tp_dict: Field<Ref>
  public let tp_dictoffset: Field<Py_ssize_t>
  public let tp_bases: Field<Ref>
  public let tp_mro: Field<Ref>
  public let tp_weaklist: Field<WeakRef>
  public let tp_version_tag: Field<UInt32>
  public let tp_finalize: Field<FunctionPointer>?
  public let tp_vectorcall: Field<FunctionPointer>?
  public let tp_watched: Field<UInt8>?
  public let tp_versions_used: Field<UInt16>?
  public let _tp_iteritem: Field<FunctionPointer>?

  public static var cName: String { "PyTypeObject" }

  public init(_ c: inout CLayout) {
    let version = c.build.version
    ob_base = c.varHead()
    tp_name = c.field("tp_name")
    tp_basicsize = c.field("tp_basicsize")
    tp_itemsize = c.field("tp_itemsize")
    tp_dealloc = c.field("tp_dealloc")
    if version < .v3_8 {
      c.fields(FunctionPointer.self, "tp_print")
    } else {
      c.fields(Py_ssize_t.self, "tp_vectorcall_offset")
    }
    c.fields(FunctionPointer.self, "tp_getattr", "tp_setattr")
    if version < .v3_0 {
      c.fields(FunctionPointer.self, "tp_compare")
    } else {
      c.fields(PlainPointer.self, "tp_as_async")
    }
    c.fields(FunctionPointer.self, "tp_repr")
    c.fields(PlainPointer.self, "tp_as_number", "tp_as_sequence", "tp_as_mapping")
    c.fields(FunctionPointer.self, "tp_hash", "tp_call", "tp_str", "tp_getattro", "tp_setattro")
    c.fields(PlainPointer.self, "tp_as_buffer")
    tp_flags = c.field("tp_flags")
    c.fields(CString.self, "tp_doc")
    c.fields(FunctionPointer.self, "tp_traverse", "tp_clear", "tp_richcompare")
    tp_weaklistoffset = c.field("tp_weaklistoffset")
    c.fields(FunctionPointer.self, "tp_iter", "tp_iternext")
    tp_methods = c.field("tp_methods")
    tp_members = c.field("tp_members")
    c.fields(PlainPointer.self, "tp_getset")
    tp_base = c.field("tp_base")
    tp_dict = c.field("tp_dict")
    c.fields(FunctionPointer.self, "tp_descr_get", "tp_descr_set")
    tp_dictoffset = c.field("tp_dictoffset")
    c.fields(FunctionPointer.self, "tp_init", "tp_alloc", "tp_new", "tp_free", "tp_is_gc")
    tp_bases = c.field("tp_bases")
    tp_mro = c.field("tp_mro")
    c.fields(Ref.self, "tp_cache")
    // 3.12 on: a number where the type is a builtin one
    if version < .v3_12 {
      c.fields(Ref.self, .bookkeeping, "tp_subclasses")
    } else {
      c.fields(PlainPointer.self, "tp_subclasses")
    }
    tp_weaklist = c.field("tp_weaklist")
    c.fields(FunctionPointer.self, "tp_del")
    tp_version_tag = c.field("tp_version_tag", role: .identity)
    tp_finalize = c.field("tp_finalize", if: version >= .v3_0)
    tp_vectorcall = c.field("tp_vectorcall", if: version >= .v3_8)
    // Kept for Cython
    if version.isSameSeries(as: .v3_8) { c.fields(FunctionPointer.self, "tp_print") }
    tp_watched = c.field("tp_watched", if: version >= .v3_12)
    tp_versions_used = c.field("tp_versions_used", if: version >= .v3_13)
    _tp_iteritem = c.field("_tp_iteritem", if: version >= .v3_15)
  }
}
