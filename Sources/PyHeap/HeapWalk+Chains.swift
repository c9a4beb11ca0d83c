internal import PyLayout
internal import PyMemory

/// Where containers have what they own link by link, on one build: offsets in bytes.
struct ChainOffsets {
  let leftblock: UInt64
  let leftindex: UInt64
  let dequeLength: UInt64
  let numfreeblocks: UInt64?
  let freeblocks: UInt64
  let mostFreeBlocks: UInt64
  let blockData: UInt64
  let blockLength: UInt64
  let blockSize: Int
  let rightlink: UInt64
  let od_first: UInt64
  let od_fast_nodes: UInt64
  let nodeKey: UInt64
  let nodeNext: UInt64
  let nodeSize: Int

  init(_ build: Build) {
    let deque = dequeobject.layout(on: build)
    let block = dequeblock.layout(on: build)
    let odict = PyODictObject.layout(on: build)
    let node = _odictnode.layout(on: build)
    leftblock = deque.leftblock.place
    leftindex = deque.leftindex.place
    dequeLength = deque.len.place
    numfreeblocks = deque.numfreeblocks?.place
    freeblocks = deque.freeblocks.map { UInt64($0.offset.rawValue) } ?? 0
    mostFreeBlocks = UInt64(dequeobject.maxFreeBlocks(on: build))
    blockData = UInt64(block.data.offset.rawValue)
    blockLength = UInt64(dequeobject.blockLength(on: build))
    blockSize = block.size
    rightlink = block.rightlink.place
    od_first = odict.od_first.place
    od_fast_nodes = odict.od_fast_nodes.place
    nodeKey = node.key.place
    nodeNext = node.next.place
    nodeSize = node.size
  }
}

extension HeapWalk {
  /// Calls a function with each link of a chain, until it says which is the next: 0 for none. There are no more of
  /// a size than what was copied has room for, however they are linked.
  private mutating func forEachLink(
    from first: UInt64, size: Int, _ body: (inout HeapWalk, _ link: UInt64) -> UInt64
  ) {
    var (link, rest) = (first, copied / size + 1)
    while link != 0, rest > 0 {
      link = body(&self, link)
      rest -= 1
    }
  }

  /// A deque's blocks with its items, and those that it keeps for reuse: `deque_traverse`,
  /// Modules/_collectionsmodule.c
  mutating func followDeque(_ object: UInt64) {
    var first = min(word(object &+ chains.leftindex), chains.blockLength)
    var rest = word(object &+ chains.dequeLength)
    forEachLink(from: word(object &+ chains.leftblock), size: chains.blockSize) { walk, block in
      walk.own(block)
      let count = min(walk.chains.blockLength - first, rest)
      walk.followItems(block &+ walk.chains.blockData &+ first &* walk.at.pointer, count)
      rest -= count
      first = 0
      return rest == 0 ? 0 : walk.word(block &+ walk.chains.rightlink)
    }
    guard let place = chains.numfreeblocks else { return }
    for index in 0..<min(word(object &+ place), chains.mostFreeBlocks) {
      own(word(object &+ chains.freeblocks &+ index &* at.pointer))
    }
  }

  /// An `OrderedDict`'s nodes, and the table in which they are looked up: `odict_traverse`,
  /// Objects/odictobject.c
  mutating func followOrderedDict(_ object: UInt64) {
    followDict(object)
    own(word(object &+ chains.od_fast_nodes))
    forEachLink(from: word(object &+ chains.od_first), size: chains.nodeSize) { walk, node in
      walk.own(node)
      walk.visit(walk.word(node &+ walk.chains.nodeKey))
      return walk.word(node &+ walk.chains.nodeNext)
    }
  }
}
