/// `PyTypeObject`, Include/cpython/object.h (2.7, 3.6, 3.7: Include/object.h)
public struct PyTypeObject: CStruct {
  /// The head, in which `ob_size` is how many `PyMemberDef`s stand behind a class.
  public let ob_base: PyVarObject
  /// The name; of types written in C, with the module before it.
  public let tp_name: Field<CString>
  /// Bytes of an instance without its items.
  public let tp_basicsize: Field<Py_ssize_t>
  /// Bytes of one item, 0 where instances have none.
  public let tp_itemsize: Field<Py_ssize_t>
  /// The function that ends an instance.
  public let tp_dealloc: Field<FunctionPointer>
  /// `Py_TPFLAGS_…`.
  public let tp_flags: Field<uintptr_t>
  /// What `__doc__` says; of a class a copy of its own.
  public let tp_doc: Field<CString>
  /// Where an instance has its weak references' list, 0 where it has none.
  public let tp_weaklistoffset: Field<Py_ssize_t>
  /// The methods written in C, up to one without a name.
  public let tp_methods: Field<PlainPointer>
  /// The members and slots, up to one without a name; of a class they stand behind it.
  public let tp_members: Field<Pointer<PyMemberDef>>
  /// The base whose instances its own extend, `NULL` for `object`.
  public let tp_base: Field<Ref>
  /// Its namespace; from 3.12 on `NULL` for the builtin types, which have it elsewhere.
  public let tp_dict: Field<Ref>
  /// Where an instance has its dict, 0 where it has none.
  public let tp_dictoffset: Field<Py_ssize_t>
  /// The tuple of its bases.
  public let tp_bases: Field<Ref>
  /// The tuple of classes in which attributes are looked up, itself first.
  public let tp_mro: Field<Ref>
  /// The first weak reference to the type; from 3.12 on not used by builtin types.
  public let tp_weaklist: Field<WeakRef>
  /// A number for the type in this state, 0 for none: attribute caches go by it.
  public let tp_version_tag: Field<UInt32>
  /// The function that runs `__del__`; 3.x.
  public let tp_finalize: Field<FunctionPointer>?
  /// The function that makes an instance without a tuple of arguments; 3.8 on.
  public let tp_vectorcall: Field<FunctionPointer>?
  /// Which type watchers want to know of changes, a bit each; 3.12 on.
  public let tp_watched: Field<UInt8>?
  /// How many version tags it has used up; 3.13 on.
  public let tp_versions_used: Field<UInt16>?
  /// The function that iterates by a number, without an iterator; 3.15 on.
  public let _tp_iteritem: Field<FunctionPointer>?

  /// C's name.
  public static var cName: String { "PyTypeObject" }

  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// 3.x has `tp_as_async` (PEP 492) in the place of `tp_compare`, and `tp_finalize` (PEP 442); PEP
  /// 590, 3.8, put `tp_vectorcall_offset` in the place of `tp_print`.
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
    tp_doc = c.field("tp_doc")
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
      c.fields(UnvisitedRef.self, .bookkeeping, "tp_subclasses")
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
