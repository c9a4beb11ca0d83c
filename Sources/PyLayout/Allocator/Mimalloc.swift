/// mimalloc's sizes as CPython configures it: Objects/mimalloc, Include/internal/mimalloc.
public struct Mimalloc: Hashable, Sendable {
  /// `MI_INTPTR_SIZE` in bytes.
  public let wordSize: Int
  /// `MI_PADDING_SIZE` in bytes: a canary after each block of debug builds.
  public let padding: Int

  /// The sizes on a build.
  public init(on build: Build) {
    wordSize = build.pointerSize
    padding = build.isDebug ? 8 : 0
  }

  /// `MI_SEGMENT_SLICE_SIZE` in bytes: 64 KiB, on 32-bit 32 KiB. A page is one or more slices.
  public var sliceSize: Int { 1 << (wordSize == 8 ? 16 : 15) }
  /// `MI_SEGMENT_SIZE` in bytes: 32 MiB, on 32-bit 4 MiB. A segment's alignment as well.
  public var segmentSize: Int { sliceSize << (wordSize == 8 ? 9 : 7) }
  /// `MI_SMALL_OBJ_SIZE_MAX` in bytes: blocks that live in pages of one slice.
  public var smallLimit: Int { sliceSize / 4 }
  /// `MI_MEDIUM_OBJ_SIZE_MAX` in bytes: blocks that share a page with others.
  public var mediumLimit: Int { 8 * sliceSize / 4 }

  /// `mi_bin`, `_mi_bin_size`, Objects/mimalloc/page-queue.c: bytes of the block that a request
  /// gets.
  public func blockSize(of request: Int) -> Int {
    let size = request.inMemory + padding
    if size > mediumLimit { return Self.goodSize(of: size) }
    var words = (size + wordSize - 1) / wordSize
    if words <= 1 { return wordSize }
    // MI_ALIGN2W on 64-bit, MI_ALIGN4W on 32-bit: what 16-byte alignment needs
    if words <= (wordSize == 8 ? 8 : 4) { return words.roundedUp(to: 2) * wordSize }
    if wordSize == 4 && words <= 16 { words = words.roundedUp(to: 4) }
    // Four classes for each power of 2
    let step = 1 << (Int.bitWidth - (words - 1).leadingZeroBitCount - 3)
    return words.roundedUp(to: step) * wordSize
  }

  /// `_mi_os_good_alloc_size`, Objects/mimalloc/os.c: bytes of a block that has a page of its own.
  public static func goodSize(of size: Int) -> Int {
    let size = size.inMemory
    return switch size {
    case ..<(512 << 10): size.roundedUp(to: 4096)
    case ..<(2 << 20): size.roundedUp(to: 64 << 10)
    case ..<(8 << 20): size.roundedUp(to: 256 << 10)
    case ..<(32 << 20): size.roundedUp(to: 1 << 20)
    default: size.roundedUp(to: 4 << 20)
    }
  }

  /// Bytes of the page that blocks of a size share, or that a larger block has alone.
  public func pageSize(ofBlocks size: Int) -> Int {
    if size <= smallLimit { return sliceSize }
    if size <= mediumLimit { return 8 * sliceSize }
    return size.roundedUp(to: sliceSize)
  }

  /// `_mi_segment_page_start_from_slice`, Objects/mimalloc/segment.c: bytes from a page's start to
  /// its first block, so that the small ones of all pages do not meet in the same cache lines.
  public func pageStart(ofBlocks size: Int) -> Int {
    guard size >= wordSize else { return 0 }
    if size <= 64 { return 3 * size }
    return size <= 512 ? size : 0
  }

  /// `mi_page_extend_free`, Objects/mimalloc/page.c: how many blocks join a page's free list at
  /// once.
  public func extendCount(ofBlocks size: Int) -> Int { max(4, 4096 / max(size, 1)) }
}
