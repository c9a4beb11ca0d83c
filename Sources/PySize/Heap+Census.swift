public import PyEmulator
public import PyHeap
internal import PyLayout
internal import PyMemory

extension Heap {
  /// The heap as one finds it in a process, by the same code: each block with its owner, each type with its
  /// objects.
  ///
  /// - Throws: `HeapError` when the heap's bytes do not hold together, `MemoryError` when they cannot be read.
  public func census() throws -> ProcessHeap {
    let places = try places()
    let bytes = try memory.bytes(at: memory.start, count: memory.mappedCount)
    let start = memory.start.rawValue
    var pages = ResidentPages()
    pages.append(start..<start + UInt64(bytes.count))
    let picture = ProcessPicture(
      memory: StillMemory(copying: [(memory.start, bytes)]), mappings: [], pages: pages,
      pause: .still)
    let runtime = Runtime(
      build, generations: places.generations,
      arenas: places.arenas.map {
        Runtime.Arena(
          address: $0.address, poolAddress: $0.poolAddress, freePools: $0.freePools,
          totalPools: $0.totalPools, index: $0.index)
      }, typeOfTypes: places.typeOfTypes, numberTypes: places.numberTypes)
    return try ProcessHeap(
      in: picture, runtime,
      pages: places.pages.map {
        MimallocPage(
          first: $0.start, blockSize: $0.blockSize, capacity: $0.capacity, used: $0.used,
          domain: $0.domain, lists: $0.free)
      },
      chunks: places.chunks.map {
        Chunk(
          block: $0.block.rawValue, size: UInt64($0.size), state: $0.isFree ? .free : .used)
      }, roots: places.objects)
  }
}
