public import PyLayout

extension Block {
  /// Which of CPython's functions allocated the block.
  ///
  /// - Parameters:
  ///   - type: the type of the object that owns it.
  ///   - build: the build.
  public func domain(in type: TypeFacts, on build: Build) -> AllocatorDomain {
    switch part {
    // PyArray_BroadcastToShape and multiiter_new_impl, NumPy's multiarray/iterators.c
    case "instance" where ["numpy.flatiter", "numpy.broadcast"].contains(type.tp_name): return .raw
    case "instance": return type.flags.domain
    case "key table", "cached keys": return .keyTable(on: build)
    // lru_list_elem_type, Modules/_functoolsmodule.c
    case let part where part.hasPrefix("link"): return .object
    case "characters", "utf8", "wstr", "bytes", "writer's buffer": return .object
    // PyByteArray_Resize, Objects/bytearrayobject.c: C's malloc in 2.7
    case "buffer": return build.version < .v3_0 ? .raw : .object
    // npy_alloc_cache_dim and PyDataMem_UserNEW, numpy/core/src/multiarray/alloc.c
    case "dimensions", "subarray", "c_metadata": return .raw
    case "data": return type.kind == .ndarray || type.kind == .void ? .libc : .mem
    // _buffer_info_new, NumPy's multiarray/buffer.c
    case "buffer info", "format": return .object
    // create_extra, Modules/_elementtree.c
    case "extra", "children": return .object
    default: return .mem
    }
  }
}
