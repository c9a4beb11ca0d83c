/// `lru_cache_object`, Modules/_functoolsmodule.c (3.x)
public struct lru_cache_object: CStruct {
  public init(_ c: inout CLayout) {
    let version = c.build.version
    _ = c.head()
    c.pointers("root.prev", "root.next")
    c.fields(Py_hash_t.self, "root.hash")
    c.pointers("root.key", "root.result")
    guard version >= .v3_7 else {
      c.fields(Py_ssize_t.self, "maxsize")
      c.pointers("maxsize_O", "func", "wrapper", "cache", "cache_info_type")
      c.fields(Py_ssize_t.self, "misses", "hits")
      c.fields(Int32.self, "typed")
      c.pointers("dict")
      c.fields(Int32.self, "full")
      return
    }
    c.pointers("wrapper")
    c.fields(Int32.self, "typed")
    c.pointers("cache")
    c.fields(Py_ssize_t.self, "hits")
    c.pointers("func")
    c.fields(Py_ssize_t.self, "maxsize", "misses")
    if version >= .v3_10 { c.pointers("kwd_mark", "lru_list_elem_type") }
    c.pointers("cache_info_type", "dict")
    if version >= .v3_9 { c.pointers("weakreflist") }
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
