public import PyLayout

extension Block {
  /// Which of CPython's functions gave the block.
  ///
  /// - Parameters:
  ///   - type: the type of the object that owns it.
  ///   - build: the build.
  public func domain(in type: TypeFacts, on build: Build) -> AllocatorDomain {
    switch part {
    case "instance":
      if type.flags.isDisjoint(with: .preHeader(on: build)) {
        return type.flags.contains(.haveGC) ? .gcObject : .object
      }
      return .gcObjectWithPreHeader
    case "key table", "cached keys": return .keyTable(on: build)
    case "characters", "utf8", "wstr", "bytes", "writer's buffer": return .object
    // PyByteArray_Resize, Objects/bytearrayobject.c: C's malloc in 2.7
    case "buffer": return build.version < .v3_0 ? .raw : .object
    // npy_alloc_cache_dim and PyDataMem_UserNEW, numpy/core/src/multiarray/alloc.c
    case "dimensions": return .raw
    case "data": return type.kind == .ndarray ? .libc : .mem
    // create_extra, Modules/_elementtree.c
    case "extra", "children": return .object
    default: return .mem
    }
  }
}
