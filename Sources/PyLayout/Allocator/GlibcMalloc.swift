/// The sizes of glibc's `malloc`, malloc/malloc.c from 2.26 on.
///
/// A later glibc than 2.41 leaves a mapping's head out of the size written there; its pages are the
/// same.
public struct GlibcMalloc: Hashable, Sendable {
  /// `SIZE_SZ` in bytes: half of a chunk's head, of which the next chunk lends the other half.
  public let wordSize: Int

  /// `MALLOC_ALIGNMENT` in bytes: of the address handed out, also on i386 since 2.26.
  public static let alignment = 16
  /// `DEFAULT_MMAP_THRESHOLD` in bytes of the chunk; it grows as such chunks are freed.
  public static let mmapThreshold = 128 << 10
  /// `DEFAULT_MMAP_THRESHOLD_MAX` in bytes, on 64-bit; it does not grow beyond.
  public let mmapThresholdLimit: Int

  /// The sizes on a build.
  public init(on build: Build) {
    wordSize = build.pointerSize
    mmapThresholdLimit = build.pointerSize == 8 ? 32 << 20 : 512 << 10
  }

  /// `MINSIZE` in bytes: what a free chunk needs for its links.
  public var smallestChunk: Int { 4 * wordSize }
  /// `CHUNK_HDR_SZ` in bytes: from a chunk's start to what is handed out.
  public var headSize: Int { 2 * wordSize }

  /// Bytes before the first chunk of a heap, so that what is handed out is aligned: 8 on i386.
  public var alignmentGap: Int { headSize % Self.alignment }

  /// `checked_request2size`: bytes of the chunk that a request gets, its head included.
  ///
  /// From ``mmapThreshold`` on that chunk is a mapping of its own, of whole pages.
  public func chunkSize(of request: Int) -> Int {
    let size = paddedSize(of: request)
    return size < Self.mmapThreshold ? size : mappedSize(of: size)
  }

  /// Bytes of the chunks that a request may get, their heads included.
  ///
  /// `_int_malloc`: a chunk that was freed is handed out whole where what is left of it would be
  /// smaller than ``smallestChunk``. `mp_.mmap_threshold`: what was freed before decides whether a
  /// large one is a mapping.
  public func chunkSizes(of request: Int) -> ClosedRange<Int> {
    let least = paddedSize(of: request)
    let most = least + smallestChunk - Self.alignment
    return least...(least < Self.mmapThreshold ? most : max(most, mappedSize(of: least)))
  }

  /// The chunk's bytes where it is not a mapping of its own.
  public func paddedSize(of request: Int) -> Int {
    max(smallestChunk, (request.inMemory + wordSize).roundedUp(to: Self.alignment))
  }

  /// `sysmalloc_mmap`: bytes of the mapping for a chunk, whose size is in bytes.
  ///
  /// - Parameter pageSize: `sysconf(_SC_PAGESIZE)`.
  public func mappedSize(of chunk: Int, pageSize: Int = 4096) -> Int {
    // Where the head is shorter than the alignment, room to align what is handed out
    let slack = alignmentGap == 0 ? 0 : Self.alignment - 1
    return (chunk.inMemory + wordSize + slack).roundedUp(to: max(pageSize.inMemory, 1))
  }
}
