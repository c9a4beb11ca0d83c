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
    func pointers(_ count: Int) {
      c.skip(count * c.build.pointerSize, alignment: c.build.pointerSize)
    }

    ob_base = c.varHead()
    tp_name = c.field("tp_name")
    tp_basicsize = c.field("tp_basicsize")
    tp_itemsize = c.field("tp_itemsize")
    tp_dealloc = c.field("tp_dealloc")
    pointers(14)  // tp_print or tp_vectorcall_offset … tp_as_buffer
    tp_flags = c.field("tp_flags")
    pointers(4)  // tp_doc … tp_richcompare
    tp_weaklistoffset = c.field("tp_weaklistoffset")
    pointers(2)  // tp_iter, tp_iternext
    tp_methods = c.field("tp_methods")
    tp_members = c.field("tp_members")
    pointers(1)  // tp_getset
    tp_base = c.field("tp_base")
    tp_dict = c.field("tp_dict")
    pointers(2)  // tp_descr_get, tp_descr_set
    tp_dictoffset = c.field("tp_dictoffset")
    pointers(5)  // tp_init … tp_is_gc
    tp_bases = c.field("tp_bases")
    tp_mro = c.field("tp_mro")
    pointers(2)  // tp_cache, tp_subclasses
    tp_weaklist = c.field("tp_weaklist")
    pointers(1)  // tp_del
    tp_version_tag = c.field("tp_version_tag", role: .identity)
    tp_finalize = c.field("tp_finalize", if: version >= .v3_0)
    tp_vectorcall = c.field("tp_vectorcall", if: version >= .v3_8)
    if version.isSameSeries(as: .v3_8) { pointers(1) }  // tp_print, kept for Cython in 3.8 only
    tp_watched = c.field("tp_watched", if: version >= .v3_12)
    tp_versions_used = c.field("tp_versions_used", if: version >= .v3_13)
    _tp_iteritem = c.field("_tp_iteritem", if: version >= .v3_15)
  }
}
