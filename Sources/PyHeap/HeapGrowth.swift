public import PyLayout
internal import PyMemory

/// What became of a heap between two pictures of it.
public struct HeapGrowth: Sendable {
  /// A figure, before and after.
  public struct Change: Hashable, Sendable {
    /// What it was.
    public let before: Int
    /// What it is.
    public let after: Int
    /// How much it has grown; negative where it has shrunk.
    public var difference: Int { after - before }

    init(before: Int, after: Int) {
      self.before = before
      self.after = after
    }
  }

  /// What became of the objects of one type, or of several types of one name.
  public struct TypeGrowth: Hashable, Sendable {
    /// Its module; `nil` where it does not say.
    public let module: String?
    /// Its qualified name.
    public let name: String
    /// How many objects.
    public let count: Change
    /// Bytes of all blocks that they own.
    public let allocated: Change
    /// How many of them, and of these blocks, are of an allocator that is not known: their bytes are not among
    /// ``allocated``.
    public let unknown: Change

    /// `module.name`, without `builtins`.
    public var qualifiedName: String { TypeName(module: module, name: name).qualifiedName }
  }

  /// What became of the bytes of one owner.
  public struct ShareGrowth: Hashable, Sendable {
    /// The allocator that they are of; `nil` where they are of none.
    public let allocator: String?
    /// Who has them.
    public let owner: Owner
    /// How many blocks; `nil` where it has none.
    public let blocks: Change?
    /// Bytes of addresses.
    public let bytes: Change
    /// Bytes of these in memory.
    public let resident: Change
  }

  /// The build of the first picture.
  public let buildBefore: Build
  /// The build of the second picture.
  public let build: Build
  /// Whether the pictures are of two processes: programs and libraries stand elsewhere. A child that was forked has
  /// them where its parent has; `false` where a picture does not say where they are.
  public let isOfAnotherProcess: Bool
  /// Whether what was read from files is left out: a core file does not tell which of their pages were in
  /// memory.
  public let leavesFilesOut: Bool
  /// Bytes in memory of all owners that are compared.
  public let resident: Change
  /// How many objects.
  public let objects: Change
  /// Types by the bytes that they have grown by, the most first; those that have shrunk come last.
  public let types: [TypeGrowth]
  /// Owners, in the order of a heap's.
  public let shares: [ShareGrowth]

  /// Compares two heaps: of one process, or of two that do the same.
  public init(from before: ProcessHeap, to after: ProcessHeap) {
    buildBefore = before.build
    build = after.build
    objects = Change(before: before.objects, after: after.objects)
    types = Self.types(before.types, after.types)
    isOfAnotherProcess = Self.areOfTwo(before.walk.picture.mappings, after.walk.picture.mappings)
    let all = Self.shares(before.owners, after.owners)
    // A core, before or after
    let isOfCore = before.pause == .still || after.pause == .still
    let shares = all.filter { !(isOfCore && $0.owner.isOfFiles) }
    leavesFilesOut = shares.count < all.count
    self.shares = shares
    resident = Change(
      before: shares.reduce(0) { $0 + $1.resident.before },
      after: shares.reduce(0) { $0 + $1.resident.after })
  }

  /// Whether most of what is executed stands elsewhere: the kernel puts each process's libraries at places of its
  /// own, and those of one process stay where they are.
  private static func areOfTwo(_ before: [Mapping], _ after: [Mapping]) -> Bool {
    func places(_ mappings: [Mapping]) -> [String: UInt64] {
      Dictionary(
        mappings.filter { $0.isExecutable && $0.isFile }.map { ($0.name, $0.range.lowerBound) },
        uniquingKeysWith: min)
    }
    let (old, new) = (places(before), places(after))
    if old.isEmpty || new.isEmpty { return false }
    let common = old.filter { new[$0.key] != nil }
    let stayed = common.filter { new[$0.key] == $0.value }
    return stayed.count * 2 <= common.count
  }

  /// A type is known by its name: its address is another in another run.
  private struct Name: Hashable {
    let module: String?
    let name: String
  }

  private static func types(
    _ before: [ProcessHeap.TypeShare], _ after: [ProcessHeap.TypeShare]
  ) -> [TypeGrowth] {
    typealias Sums = (count: Int, allocated: Int, unknown: Int)
    func sums(_ types: [ProcessHeap.TypeShare]) -> [Name: Sums] {
      types.reduce(into: [:]) { sums, type in
        let name = Name(module: type.module, name: type.name)
        sums[name, default: (0, 0, 0)].count += type.count
        sums[name, default: (0, 0, 0)].allocated += type.allocated
        sums[name, default: (0, 0, 0)].unknown += type.unknown
      }
    }
    let (old, new) = (sums(before), sums(after))
    return Set(old.keys).union(new.keys).map { name in
      let (old, new) = (old[name] ?? (0, 0, 0), new[name] ?? (0, 0, 0))
      return TypeGrowth(
        module: name.module, name: name.name,
        count: Change(before: old.count, after: new.count),
        allocated: Change(before: old.allocated, after: new.allocated),
        unknown: Change(before: old.unknown, after: new.unknown))
    }.sorted {
      ($1.allocated.difference, $1.count.difference, $0.qualifiedName)
        < ($0.allocated.difference, $0.count.difference, $1.qualifiedName)
    }
  }

  private static func shares(
    _ before: [(allocator: String?, share: ProcessHeap.Share)],
    _ after: [(allocator: String?, share: ProcessHeap.Share)]
  ) -> [ShareGrowth] {
    func share(
      _ all: [(allocator: String?, share: ProcessHeap.Share)], _ allocator: String?, _ owner: Owner
    ) -> ProcessHeap.Share? {
      all.first { $0.allocator == allocator && $0.share.owner == owner }?.share
    }
    let gone = before.filter { share(after, $0.allocator, $0.share.owner) == nil }
    return (after + gone).map { allocator, one in
      let old = share(before, allocator, one.owner)
      let new = share(after, allocator, one.owner)
      return ShareGrowth(
        allocator: allocator, owner: one.owner,
        blocks: one.blocks.map { _ in
          Change(before: old?.blocks ?? 0, after: new?.blocks ?? 0)
        },
        bytes: Change(before: old?.bytes ?? 0, after: new?.bytes ?? 0),
        resident: Change(before: old?.resident ?? 0, after: new?.resident ?? 0))
    }
  }
}
