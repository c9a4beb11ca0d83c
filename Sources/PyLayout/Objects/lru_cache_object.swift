/// `lru_cache_object`, Modules/_functoolsmodule.c (3.x)
package struct lru_cache_object: CStruct {
  /// The newest of the links; the cache itself where there is none, as in `root_next`.
  package let root_prev: Field<Pointer<lru_list_elem>>
  /// The oldest.
  package let root_next: Field<Pointer<lru_list_elem>>
  /// The dict in which a link is looked up.
  package let cache: Field<Ref>

  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// 3.7 has what a call needs first; 3.9 added weak references, 3.10 the module's own types.
  package init(_ c: inout CLayout) {
    let version = c.build.version
    _ = c.head()
    root_prev = c.field("root.prev")
    root_next = c.field("root.next")
    c.fields(Py_hash_t.self, .bookkeeping, "root.hash")
    c.fields(Ref.self, "root.key", "root.result")
    guard version >= .v3_7 else {
      c.fields(Py_ssize_t.self, "maxsize")
      c.fields(Ref.self, "maxsize_O", "func")
      c.fields(FunctionPointer.self, "wrapper")
      cache = c.field("cache")
      c.fields(Ref.self, "cache_info_type")
      c.fields(Py_ssize_t.self, "misses", "hits")
      c.fields(Int32.self, "typed")
      c.fields(Ref.self, "dict")
      c.fields(Int32.self, "full")
      return
    }
    c.fields(FunctionPointer.self, "wrapper")
    c.fields(Int32.self, "typed")
    cache = c.field("cache")
    c.fields(Py_ssize_t.self, "hits")
    c.fields(Ref.self, "func")
    c.fields(Py_ssize_t.self, "maxsize", "misses")
    if version >= .v3_10 { c.fields(Ref.self, "kwd_mark", "lru_list_elem_type") }
    c.fields(Ref.self, "cache_info_type", "dict")
    if version >= .v3_9 { c.fields(WeakRef.self, "weakreflist") }
  }
}

extension PyType {
  /// `lru_cache_type`, Modules/_functoolsmodule.c
  public static func lruCache(on build: Build) -> PyType {
    PyType(
      "functools._lru_cache_wrapper", lru_cache_object.self, on: build, dict: "dict",
      weakrefs: "weakreflist")
  }
}
