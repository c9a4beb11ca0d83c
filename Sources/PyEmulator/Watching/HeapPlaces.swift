package import PyLayout
package import PyMemory

/// Where an emulated CPython keeps what it has, for those who find it in a real one's memory.
package struct HeapPlaces {
  /// An arena of pymalloc's: `struct arena_object`.
  package struct Arena {
    package let address: Address
    package let poolAddress: Address
    package let freePools: Int
    package let totalPools: Int
    package let index: Int
  }

  /// A chunk of malloc's.
  package struct Chunk {
    package let block: Address
    /// Bytes, its head included.
    package let size: Int
    package let isFree: Bool
  }

  /// A page of mimalloc's: blocks of one size, `mi_page_t`.
  package struct Page {
    /// Its first block.
    package let start: Address
    package let blockSize: Int
    package let capacity: Int
    package let used: Int
    package let domain: AllocatorDomain
    /// The first blocks of its lists of free ones.
    package let free: [Address]
  }

  package let arenas: [Arena]
  package let pages: [Page]
  /// In the order of their addresses.
  package let chunks: [Chunk]
  /// The heads of the collector's lists.
  package let generations: [Address]
  /// All objects: Swift may hold any.
  package let objects: [Address]
  /// `PyType_Type`
  package let typeOfTypes: Address
  /// 2.7's `PyInt_Type` and `PyFloat_Type`, whose objects share blocks.
  package let numberTypes: [Address]
}

extension Heap {
  /// Where it keeps what it has.
  ///
  /// - Throws: `MemoryError` when a chunk's head cannot be read.
  package func places() throws(MemoryError) -> HeapPlaces {
    HeapPlaces(
      arenas: allocator.pymalloc.arenas.entries.enumerated().filter { $0.element.address != .null }
        .map { index, arena in
          HeapPlaces.Arena(
            address: arena.address, poolAddress: arena.poolAddress.address,
            freePools: arena.nfreepools, totalPools: arena.ntotalpools, index: index)
        },
      pages: allocator.pages, chunks: try allocator.malloc.chunks(), generations: generations,
      objects: marks.all,
      typeOfTypes: builtin.type.address,
      numberTypes: build.version < .v3_0 ? [builtin.plainInt.address, builtin.float.address] : [])
  }
}

extension Allocator {
  /// The pages of all heaps, in the order of their slices.
  fileprivate var pages: [HeapPlaces.Page] {
    zip(Domain.allCases, heaps).flatMap { domain, heap in
      heap.pages.sorted { $0.key < $1.key }.map { _, page in
        HeapPlaces.Page(
          start: page.start, blockSize: page.blockSize, capacity: page.capacity, used: page.used,
          domain: domain, free: [page.free, page.localFree])
      }
    }
  }
}
