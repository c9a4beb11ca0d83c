internal import PyLayout

extension Offsets {
  /// Types of `collections`, `decimal`, `struct`, `itertools`, `xml.etree`.
  @usableFromInline struct OfContainers: Sendable {
    @usableFromInline let leftindex: Int
    @usableFromInline let dequeLength: Int
    @usableFromInline let blockLength: Int
    @usableFromInline let block: Int
    @usableFromInline let ma_used: Int
    @usableFromInline let od_fast_nodes_size: Int
    @usableFromInline let od_first: Int
    @usableFromInline let mpd_flags: Int
    @usableFromInline let mpd_alloc: Int
    @usableFromInline let s_codes: Int
    @usableFromInline let formatcode: Int
    @usableFromInline let pools: Int
    @usableFromInline let combinations_r: Int
    @usableFromInline let permutations_pool: Int
    @usableFromInline let permutations_r: Int
    @usableFromInline let element_extra: Int
    @usableFromInline let extra: Int
    @usableFromInline let extra_allocated: Int
    @usableFromInline let extra_children: Int
    @usableFromInline let extra__children: Int

    init(_ build: Build) {
      let deque = dequeobject.layout(on: build)
      let odict = PyODictObject.layout(on: build)
      let decimal = PyDecObject.layout(on: build)
      let permutations = permutationsobject.layout(on: build)
      let children = ElementObjectExtra.layout(on: build)
      leftindex = deque.leftindex.offset.rawValue
      dequeLength = deque.len.offset.rawValue
      blockLength = dequeobject.blockLength(on: build)
      block = dequeobject.blockSize(on: build)
      ma_used = odict.od_dict.ma_used.offset.rawValue
      od_fast_nodes_size = odict.od_fast_nodes_size.offset.rawValue
      od_first = odict.od_first.offset.rawValue
      mpd_flags = decimal.flags.offset.rawValue
      mpd_alloc = decimal.alloc.offset.rawValue
      s_codes = PyStructObject.layout(on: build).s_codes.offset.rawValue
      self.formatcode = PyLayout.formatcode.layout(on: build).size
      pools = productobject.layout(on: build).pools.offset.rawValue
      combinations_r = combinationsobject.layout(on: build).r.offset.rawValue
      permutations_pool = permutations.pool.offset.rawValue
      permutations_r = permutations.r.offset.rawValue
      element_extra = ElementObject.layout(on: build).extra.offset.rawValue
      extra = children.size
      extra_allocated = children.allocated.offset.rawValue
      extra_children = children.children.offset.rawValue
      extra__children = children._children.offset.rawValue
    }
  }
}
