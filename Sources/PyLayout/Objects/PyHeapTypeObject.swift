/// `PyHeapTypeObject`, Include/cpython/object.h (2.7, 3.6, 3.7: Include/object.h): a class.
public struct PyHeapTypeObject: CStruct {
  /// What every type has.
  public let ht_type: PyTypeObject
  /// `__name__`.
  public let ht_name: Field<UnvisitedRef>
  /// The tuple of `__slots__`, mangled and sorted; `NULL` where the class says none.
  public let ht_slots: Field<UnvisitedRef>
  /// `__qualname__`; 3.x.
  public let ht_qualname: Field<UnvisitedRef>?
  /// The keys that its instances' dicts share, `NULL` where they share none; 3.x.
  public let ht_cached_keys: Field<Pointer<PyDictKeysObject>>?
  /// The module that made it, of types made from a spec; 3.9 on.
  public let ht_module: Field<Ref>?
  /// The block with the text of `tp_name`, of types made from a spec; 3.11 on.
  public let _ht_tpname: Field<Pointer<Int8>>?
  /// What `Py_tp_token` named, by which a base is found; 3.14 on.
  public let ht_token: Field<PlainPointer>?
  /// Its place in each thread's array of reference counts; free-threaded, 3.14 on.
  public let unique_id: Field<Py_ssize_t>?

  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// 3.x has `as_async` (PEP 492), `ht_qualname` (PEP 3155) and `ht_cached_keys` (PEP 412); PEP
  /// 573, 3.9, added `ht_module`, PEP 659, 3.11, what the interpreter specializes by.
  public init(_ c: inout CLayout) {
    let build = c.build
    let version = build.version
    ht_type = c.embed("ht_type")
    if version >= .v3_0 { let _: PyAsyncMethods = c.embed("as_async") }
    let _: PyNumberMethods = c.embed("as_number")
    let _: PyMappingMethods = c.embed("as_mapping")
    let _: PySequenceMethods = c.embed("as_sequence")
    let _: PyBufferProcs = c.embed("as_buffer")
    ht_name = c.field("ht_name")
    ht_slots = c.field("ht_slots")
    ht_qualname = c.field("ht_qualname", if: version >= .v3_0)
    ht_cached_keys = c.field("ht_cached_keys", if: version >= .v3_0)
    ht_module = c.field("ht_module", if: version >= .v3_9)
    _ht_tpname = c.field("_ht_tpname", if: version >= .v3_11)
    ht_token = c.field("ht_token", if: version >= .v3_14)
    // Borrowed: `_PyType_CacheGetItemForSpecialization`, Objects/typeobject.c
    if version >= .v3_11 { c.fields(WeakRef.self, "_spec_cache.getitem") }
    if version >= .v3_12 { c.fields(UInt32.self, .bookkeeping, "_spec_cache.getitem_version") }
    if version >= .v3_13 { c.fields(WeakRef.self, "_spec_cache.init") }
    unique_id = c.field("unique_id", role: .identity, if: build.isFreeThreaded && version >= .v3_14)
    c.align(to: build.pointerSize)
  }
}
