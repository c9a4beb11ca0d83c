internal import PyLayout
internal import PyMemory

/// Whose addresses are: which are an allocator's, and what the rest of each mapping is.
struct Places {
  private let picture: ProcessPicture
  /// All allocators' that were taken up so far, in order.
  private(set) var allocators: [Range<UInt64>] = []

  /// The files that are executed.
  private let images: Set<String>

  init(_ picture: ProcessPicture) {
    self.picture = picture
    images = Set(picture.mappings.filter { $0.isFile && $0.isExecutable }.map(\.name))
  }

  /// Takes up what is an allocator's: arenas, segments, heaps.
  mutating func add(_ ranges: [Range<UInt64>]) {
    allocators = (allocators + ranges).sorted { $0.lowerBound < $1.lowerBound }
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
    var previous: (end: UInt64, owner: Owner)?
    for mapping in picture.mappings {
      var owner = owner(of: mapping, after: previous)
      previous = (mapping.range.upperBound, owner)
      if owner == .mapping {
        let next = places.partitioningIndex { $0 >= mapping.range.lowerBound }
        if next < places.count, mapping.range.contains(places[next]) { owner = .otherAllocator }
      }
      for part in parts(of: mapping.range) {
        bytes[owner, default: 0] += part.count
        resident[owner, default: 0] += self.resident(part)
      }
    }
    return [Owner.otherAllocator, .image, .file, .stack, .shared, .mapping].compactMap { owner in
      guard let bytes = bytes[owner], bytes > 0 else { return nil }
      return ProcessHeap.Share(
        owner: owner, blocks: nil, bytes: bytes, resident: resident[owner] ?? 0)
    }
  }

  /// Where programs, libraries and allocators have their bytes, in order; `nil` where nothing is mapped, as in
  /// an emulator.
  var known: [Range<UInt64>]? {
    if picture.mappings.isEmpty { return nil }
    var previous: (end: UInt64, owner: Owner)?
    let images = picture.mappings.compactMap { mapping in
      let owner = owner(of: mapping, after: previous)
      previous = (mapping.range.upperBound, owner)
      return owner == .image ? mapping.range : nil
    }
    return (images + allocators).sorted { $0.lowerBound < $1.lowerBound }
  }

  /// What of a range no allocator has.
  private func parts(of range: Range<UInt64>) -> [Range<UInt64>] {
    var parts: [Range<UInt64>] = []
    var place = range.lowerBound
    var next = allocators.partitioningIndex { $0.upperBound > place }
    while next < allocators.count, allocators[next].lowerBound < range.upperBound {
      if allocators[next].lowerBound > place { parts.append(place..<allocators[next].lowerBound) }
      place = max(place, allocators[next].upperBound)
      next += 1
    }
    if place < range.upperBound { parts.append(place..<range.upperBound) }
    return parts
  }

  private func owner(of mapping: Mapping, after previous: (end: UInt64, owner: Owner)?) -> Owner {
    if mapping.isShared { return .shared }
    if mapping.name.hasPrefix("[stack") { return .stack }
    if mapping.isFile {
      // What is executed, and what its file has beside that
      return images.contains(mapping.name) ? .image : .file
    }
    // What starts as zeros stands right behind the file's data
    if mapping.name.isEmpty, let previous, previous.end == mapping.range.lowerBound,
      previous.owner == .image
    {
      return .image
    }
    if picture.stackPointers.contains(where: mapping.range.contains) { return .stack }
    return mapping.name.hasPrefix("[v") ? .image : .mapping
  }
}
