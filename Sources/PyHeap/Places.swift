internal import PyLayout
internal import PyMemory

/// Whose addresses are: which are an allocator's, and what the rest of each mapping is.
struct Places {
  private let picture: ProcessPicture
  /// All allocators' that were taken up so far, in order.
  private(set) var allocators: [Range<UInt64>] = []

  /// What threads, and greenlets, have their frames on.
  private var dataStacks: [Range<UInt64>] = []

  /// The files that are executed.
  private let images: Set<String>
  /// Where these are with what starts as zeros behind a file's data, in order.
  private let extents: [Range<UInt64>]

  init(_ picture: ProcessPicture) {
    self.picture = picture
    let images = Set(picture.mappings.filter { $0.isFile && $0.isExecutable }.map(\.name))
    self.images = images
    extents = picture.mappings
      .filter { $0.isFile && $0.offset == 0 && images.contains($0.name) }
      .compactMap { mapping in
        (try? ELFSegments(at: mapping.range.lowerBound, in: picture.memory)).flatMap { $0 }
          .map { $0.extent.lowerBound..<$0.extent.upperBound.roundedUp(to: 4096) }
      }
      .sorted { $0.lowerBound < $1.lowerBound }
  }

  /// Takes up what is an allocator's: arenas, segments, heaps.
  mutating func add(_ ranges: [Range<UInt64>]) {
    allocators = (allocators + ranges).sorted { $0.lowerBound < $1.lowerBound }
  }

  /// Takes up what threads have their frames on, but what is an allocator's: a number that is damaged makes one
  /// longer than it is.
  mutating func add(dataStacks stacks: [DataStack]) {
    var end: UInt64 = 0
    for range in stacks.map(\.range).sorted(by: { $0.lowerBound < $1.lowerBound }) {
      let next = allocators.partitioningIndex { $0.upperBound > range.lowerBound }
      let isFree = next == allocators.count || allocators[next].lowerBound >= range.upperBound
      guard range.lowerBound >= end, isFree else { continue }
      end = range.upperBound
      dataStacks.append(range)
    }
    add(dataStacks)
  }

  /// Bytes of a range that are in memory.
  func resident(_ range: Range<UInt64>) -> Int { picture.pages.count(in: range) }

  private func resident(_ ranges: [Range<UInt64>]) -> Int { ranges.reduce(0) { $0 + resident($1) } }

  /// What is in pymalloc's arenas beside blocks.
  func shares(_ rest: PoolReader.Rest) -> [ProcessHeap.Share] {
    [
      share(.neverUsed, rest.uncarved), share(.freePools, rest.freePools),
      share(.heads, rest.heads),
    ] + unread(rest.unread)
  }

  /// What is in mimalloc's segments beside blocks.
  func shares(_ found: SegmentReader.Found) -> [ProcessHeap.Share] {
    [
      share(.neverUsed, found.uncarved), share(.freeSpans, found.freeSpans),
      share(.heads, found.heads),
    ] + unread(found.unread)
  }

  /// What is in glibc's heaps beside chunks.
  func shares(_ found: ChunkReader.Found) -> [ProcessHeap.Share] {
    [share(.neverUsed, found.top), share(.heads, found.heads), share(.unread, found.unread)]
  }

  /// What could not be read, where there is any.
  private func unread(_ ranges: [Range<UInt64>]) -> [ProcessHeap.Share] {
    ranges.isEmpty ? [] : [share(.unread, ranges)]
  }

  private func share(_ room: Owner.Room, _ ranges: [Range<UInt64>]) -> ProcessHeap.Share {
    ProcessHeap.Share(
      owner: .room(room), blocks: nil, bytes: ranges.reduce(0) { $0 + $1.count },
      resident: resident(ranges))
  }

  /// What is mapped and none of these allocators', by what it is.
  ///
  /// - Parameter places: where objects and their blocks are that another allocator has handed out.
  func others(with places: [UInt64]) -> [ProcessHeap.Share] {
    let places = places.sorted()
    var bytes: [Owner: Int] = [:]
    var resident: [Owner: Int] = [:]
    for (range, owner) in owned {
      var owner = owner
      if owner == .mapping {
        let next = places.partitioningIndex { $0 >= range.lowerBound }
        if next < places.count, range.contains(places[next]) { owner = .otherAllocator }
      }
      for part in range.without(allocators) {
        bytes[owner, default: 0] += part.count
        resident[owner, default: 0] += self.resident(part)
      }
    }
    bytes[.frames] = dataStacks.reduce(0) { $0 + $1.count }
    resident[.frames] = self.resident(dataStacks)
    let order: [Owner] = [.otherAllocator, .image, .file, .stack, .frames, .shared, .mapping]
    return order.compactMap { owner in
      guard let bytes = bytes[owner], bytes > 0 else { return nil }
      return ProcessHeap.Share(
        owner: owner, blocks: nil, bytes: bytes, resident: resident[owner] ?? 0)
    }
  }

  /// Where programs, libraries and allocators have their bytes, in order; `nil` where nothing is mapped, as in
  /// an emulator.
  var known: [Range<UInt64>]? {
    if picture.mappings.isEmpty { return nil }
    let images = owned.filter { $0.owner == .image }.map(\.range)
    return (images + allocators).sorted { $0.lowerBound < $1.lowerBound }
  }

  /// What is mapped, by what it is. What starts as zeros stands behind an image's data, without a name, and may be
  /// one mapping with what was mapped behind it.
  private var owned: [(range: Range<UInt64>, owner: Owner)] {
    picture.mappings.flatMap { mapping in
      let owner = owner(of: mapping)
      let range = mapping.range
      guard mapping.name.isEmpty, !mapping.isShared else { return [(range, owner)] }
      let next = extents.partitioningIndex { $0.upperBound > range.lowerBound }
      guard next < extents.count, extents[next].lowerBound <= range.lowerBound else {
        return [(range, owner)]
      }
      let end = min(extents[next].upperBound, range.upperBound)
      return [(range.lowerBound..<end, Owner.image), (end..<range.upperBound, owner)]
        .filter { !$0.0.isEmpty }
    }
  }

  /// What the kernel calls memory that has a file's name and no file: `MAP_ANONYMOUS`, with `MAP_SHARED` or
  /// `MAP_HUGETLB`; what `shm_open`, `memfd_create` and `shmget` make.
  private static let anonymous = ["/dev/zero", "/anon_hugepage"]
  private static let memory = ["/dev/shm/", "/memfd:", "/SYSV"]

  private func owner(of mapping: Mapping) -> Owner {
    if mapping.name.hasPrefix("[stack") { return .stack }
    func isCalled(_ names: [String]) -> Bool { names.contains(where: mapping.name.hasPrefix) }
    if mapping.isFile, !isCalled(Self.anonymous) {
      // What is executed, and what its file has beside that
      let isImage = images.contains(mapping.name)
      if isCalled(Self.memory), mapping.isShared || !isImage { return .shared }
      return isImage ? .image : .file
    }
    if mapping.isShared { return .shared }
    if picture.stackPointers.contains(where: mapping.range.contains) { return .stack }
    return mapping.name.hasPrefix("[v") ? .image : .mapping
  }
}
