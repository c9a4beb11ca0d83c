internal import PyInspector
public import PyLayout
public import PyMemory

/// The heap of a CPython process: every byte that is in memory with its owner, and each type with its
/// objects.
public struct ProcessHeap: Sendable {
  /// The build, from the process's own image.
  public let build: Build
  /// How many interpreters it has; 1 before 3.7, where nobody says.
  public let interpreters: Int
  /// Objects in the collector's lists, those that `gc.freeze` took out of them not among them.
  public let tracked: Int
  /// Objects that `gc.freeze` has put aside, or the build itself.
  public let frozen: Int
  /// What each allocator has, block by block.
  public let allocators: [Allocator]
  /// What is in memory beside what allocators have: images, stacks, other mappings.
  public let others: [Share]
  /// Types by the bytes of their objects, the largest first.
  public let types: [TypeShare]
  /// The objects that own the most bytes, the largest first.
  public let largest: [LargeObject]
  /// What was not followed, a line for each type.
  public let failures: [String]
  /// Bytes of the process that were in memory.
  public let resident: Int
  /// How the process was held.
  public let pause: ProcessPicture.Pause
  /// What could not be read of it, or does not hold together, a line each.
  public let unread: [String]
  /// Of these what does not hold together.
  package let damage: [String]
  let walk: HeapWalk

  /// Bytes of one owner.
  public struct Share: Hashable, Sendable {
    /// Who has them.
    public let owner: Owner
    /// How many blocks; `nil` where it has none.
    public let blocks: Int?
    /// Bytes of addresses.
    public let bytes: Int
    /// Bytes of these in memory.
    public let resident: Int
  }

  /// An allocator.
  public struct Allocator: Hashable, Sendable {
    /// `pymalloc`, `mimalloc` or `malloc`.
    public let name: String
    /// Its bytes by owner: those of blocks, then what is between them.
    public let shares: [Share]
    /// Blocks in use.
    public var blocks: Int { used.reduce(0) { $0 + ($1.blocks ?? 0) } }
    /// Bytes of blocks in use.
    public var bytes: Int { used.reduce(0) { $0 + $1.bytes } }
    private var used: [Share] { shares.filter { $0.owner.isInUse } }
    /// What is in use and nobody's.
    public var unexplained: (blocks: Int, bytes: Int) {
      let share = shares.first { $0.owner == .block(.unexplained) }
      return (share?.blocks ?? 0, share?.bytes ?? 0)
    }
  }

  /// The objects of one type.
  public struct TypeShare: Hashable, Sendable {
    /// Where the type is; of the instances of an old-style class, in 2.7, that class.
    public let address: Address
    /// Its module; `nil` where it does not say.
    public let module: String?
    /// Its qualified name.
    public let name: String
    /// How many objects.
    public let count: Int
    /// How many of them are in no allocator's block: in the data of the program or of a library, or of an allocator
    /// that is not known.
    public let withoutBlock: Int
    /// How many of them, and of the blocks that they own, are of an allocator that is not known: their bytes are not
    /// among ``allocated``.
    public let unknown: Int
    /// Bytes of all blocks that they own.
    public let allocated: Int
    /// Bytes of these in memory.
    public let resident: Int
    /// Bytes of those in memory that are the items of NumPy arrays.
    public let arrayData: Int
    /// What `sys.getsizeof` would add up to; `nil` where one of them has a size that is not known.
    public let getsizeof: Int?
    /// Instances with a dict of their own: a `__dict__` that was made. Before 3.11 that is each with an attribute,
    /// whose dict may share its keys with others; a class's namespace does not count.
    public let dicts: Int

    /// Bytes by the objects that have any, rounded; `nil` where none has, or some are not known.
    public var each: Int? {
      let counted = count - withoutBlock
      return counted > 0 && unknown == 0
        ? Int((Double(allocated) / Double(counted)).rounded()) : nil
    }

    /// `module.name`, without `builtins`.
    public var qualifiedName: String {
      TypeName(module: module, name: name).qualifiedName
    }
  }

  /// An object that owns much.
  public struct LargeObject: Hashable, Sendable {
    /// Where it is: `id()`.
    public let address: Address
    /// Its type's name, with the module.
    public let type: String
    /// Bytes of all blocks that it owns.
    public let allocated: Int
  }

  /// An object, as the process has it.
  public struct Object: Hashable, Sendable {
    /// Where it is: `id()`.
    public let address: Address
    /// Where its type is.
    public let type: Address
    /// What `sys.getsizeof` would answer, in bytes; `nil` where that is not known.
    public let getsizeof: Int?
  }

  /// Finds all there is in a picture.
  ///
  /// - Throws: ``HeapError`` when it holds no CPython that is covered, or a check of it fails.
  public init(in picture: ProcessPicture) throws(HeapError) {
    try self.init(in: picture, try Runtime(in: picture), pages: nil, chunks: nil)
  }

  /// Finds all there is in a picture of which it is known where CPython is.
  ///
  /// - Parameters:
  ///   - pages: what mimalloc has handed out, and has free; `nil` where that is to be found.
  ///   - chunks: what glibc's `malloc` has handed out, and has free; `nil` where that is to be found.
  ///   - roots: objects that are held from outside.
  /// - Throws: ``HeapError`` when a check of it fails.
  package init(
    in picture: ProcessPicture, _ runtime: Runtime, pages: [MimallocPage]?, chunks: [Chunk]?,
    roots: [Address] = []
  ) throws(HeapError) {
    build = runtime.build
    interpreters = max(runtime.interpreters.count, 1)
    resident = picture.resident
    pause = picture.pause
    var damage = Damage(of: picture, build)
    var table = BlockTable(picture, build)
    var places = Places(picture)
    let pools = try PoolReader(picture.memory, build).read(runtime, into: &table, &damage)
    places.add(pools.arenas)
    let reader = SegmentReader(picture.memory, build)
    var segments =
      if let pages { SegmentReader.Found(pages: pages) } else {
        try reader.read(picture.mappings, &damage)
      }
    try reader.add(&segments, to: &table, &damage)
    places.add(segments.ranges)
    places.add(dataStacks: runtime.dataStacks)
    let chunks =
      if let chunks { ChunkReader.Found(chunks: chunks) } else {
        try ChunkReader(picture, build)
          .read(picture.mappings, without: places.allocators, &damage)
      }
    table.add(chunks: chunks.chunks)
    places.add(chunks.ranges)
    var walk = HeapWalk(picture, runtime, table, known: places.known)
    (tracked, frozen) = try walk.visitTracked(runtime, &damage)
    for root in roots { walk.visit(root.rawValue) }
    walk.guessFrames(on: runtime.dataStacks)
    walk.follow()
    walk.ownSharedKeys()
    walk.labelNumberBlocks()
    walk.visitObjectPages()
    walk.followGuesses()
    walk.scan(without: places.allocators)
    walk.guessTheRest()
    var allocators: [Allocator] = []
    func add(_ name: String, _ blocks: HeapWalk.Blocks, _ rest: [Share]) {
      allocators.append(Allocator(name: name, shares: walk.shares(of: blocks, places) + rest))
    }
    if !build.isFreeThreaded { add("pymalloc", .pools, places.shares(pools)) }
    if !segments.ranges.isEmpty || !segments.pages.isEmpty {
      add("mimalloc", .pages, places.shares(segments))
    }
    add("malloc", .chunks, places.shares(chunks))
    self.allocators = allocators
    others = places.others(with: walk.elsewhere)
    types = walk.typeShares()
    largest = walk.largestObjects()
    failures =
      walk.failures.map {
        "\(walk.plans[$0.key].facts.tp_name): \($0.value.count) not followed, the first for \($0.value.reason)"
      }.sorted()
      + (walk.elsewhere.isEmpty
        ? []
        : [
          "\(walk.elsewhere.count) objects and blocks are of an allocator that is not known here: in no type's bytes, and not among the largest objects; what C alone refers to there is not found"
        ])
    self.damage = damage.lines
    unread =
      picture.unread + damage.lines
      + runtime.others.map {
        "not looked at: CPython \($0), which the process runs as well: its objects are no types here"
      }
    self.walk = walk
  }

  /// A block of an allocator.
  public struct Block: Hashable, Sendable {
    /// What the allocator handed out.
    public let address: Address
    /// Bytes: of its size class, of its chunk.
    public let size: Int
    /// What it is.
    public let label: BlockLabel
  }

  /// Calls a function with each block: pymalloc's, mimalloc's, then glibc's in the order of addresses.
  public func forEachBlock(_ body: (Block) -> Void) {
    walk.table.eachBlock { number, start, size in
      body(Block(address: Address(rawValue: start), size: size, label: walk.table.labels[number]))
    }
  }

  /// All owners, each with the allocator whose bytes it has; `nil` for what is no allocator's.
  public var owners: [(allocator: String?, share: Share)] {
    allocators.flatMap { allocator in allocator.shares.map { (allocator.name, $0) } }
      + others.map { (nil, $0) }
  }

  /// How many objects there are.
  public var objects: Int { types.reduce(0) { $0 + $1.count } }

  /// Calls a function with each object, in the order in which they were found: those that the collector
  /// has in its lists come first.
  public func forEachObject(_ body: (Object) -> Void) {
    for object in walk.found {
      let address = Address(rawValue: object)
      let type = walk.word(object &+ walk.at.ob_type)
      // What is referred to, and is no object or was not copied
      guard let number = walk.planNumbers[walk.kind(of: object)] else { continue }
      body(
        Object(
          address: address, type: Address(rawValue: type),
          getsizeof: walk.getsizeof(of: object, number)))
    }
  }
}
