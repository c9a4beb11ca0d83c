public import PyLayout

extension Inspector {
  /// `deque_sizeof`, Modules/_collectionsmodule.c
  @inlinable func dequeSize(_ object: Address, _ type: Address) throws(Reason) -> Int {
    let places =
      try count(object, at.containers.leftindex, "leftindex")
      + count(object, at.containers.dequeLength, "len")
    let blocks = (places + at.containers.blockLength - 1) / at.containers.blockLength
    return try basicsize(type) + blocks * at.containers.block
  }

  /// `odict_sizeof`, Objects/odictobject.c: the dict, its mirror, and a node of four words a key.
  @inlinable func odictSize(_ object: Address, _ type: Address) throws(Reason) -> Int {
    let mirror = try count(object, at.containers.od_fast_nodes_size, "od_fast_nodes_size")
    let size = try basicsize(type) + dictTableSize(object) + mirror * at.pointer
    if try pointer(object, at.containers.od_first).rawValue == 0 { return size }
    return try size + count(object, at.containers.ma_used, "ma_used") * 4 * at.pointer
  }

  /// `dec_sizeof`, Modules/_decimal/_decimal.c
  @inlinable func decimalSize(_ object: Address, _ type: Address) throws(Reason) -> Int {
    // MPD_DATAFLAGS, Modules/_decimal/libmpdec/mpdecimal.h: the words are not the number's own
    let isInside = try bits(object, at.containers.mpd_flags, 1) & 0xe0 != 0
    let words = isInside ? 0 : try count(object, at.containers.mpd_alloc, "alloc")
    return try basicsize(type) + words * at.pointer
  }

  /// `s_sizeof`, Modules/_struct.c: a code for each item, and the one that ends them.
  @inlinable func structSize(_ object: Address, _ type: Address) throws(Reason) -> Int {
    let codes = try pointer(object, at.containers.s_codes)
    if codes.rawValue == 0 { return try basicsize(type) }
    var count = 0
    while try pointer(codes, count * at.containers.formatcode).rawValue != 0 {
      count += 1
      guard count < 1 << 24 else { throw .noObject("s_codes goes on and on") }
    }
    return try basicsize(type) + (count + 1) * at.containers.formatcode
  }

  /// `element_sizeof`, Modules/_elementtree.c
  @inlinable func elementSize(_ object: Address, _ type: Address) throws(Reason) -> Int {
    let extra = try pointer(object, at.containers.element_extra)
    if extra.rawValue == 0 { return try basicsize(type) }
    let size = try basicsize(type) + at.containers.extra
    let children = try pointer(extra, at.containers.extra_children)
    if children == place(extra, at.containers.extra__children) { return size }
    return try size + count(extra, at.containers.extra_allocated, "allocated") * at.pointer
  }

  /// `product_sizeof`, Modules/itertoolsmodule.c: an index for each pool.
  @inlinable func productSize(_ object: Address, _ type: Address) throws(Reason) -> Int {
    let pools = try pointer(object, at.containers.pools)
    return try basicsize(type) + count(pools, at.ob_size, "ob_size") * at.pointer
  }

  /// `combinations_sizeof`, `cwr_sizeof`, Modules/itertoolsmodule.c
  @inlinable func combinationsSize(_ object: Address, _ type: Address) throws(Reason) -> Int {
    try basicsize(type) + count(object, at.containers.combinations_r, "r") * at.pointer
  }

  /// `permutations_sizeof`, Modules/itertoolsmodule.c
  @inlinable func permutationsSize(_ object: Address, _ type: Address) throws(Reason) -> Int {
    let pool = try pointer(object, at.containers.permutations_pool)
    let cycles = try count(object, at.containers.permutations_r, "r")
    return try basicsize(type) + (count(pool, at.ob_size, "ob_size") + cycles) * at.pointer
  }
}
