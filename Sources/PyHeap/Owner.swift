/// Whose bytes are.
public enum Owner: Hashable, Sendable {
  /// A block of an allocator, and what that is.
  case block(BlockLabel)
  /// Room of an allocator's that is no block.
  case room(Room)
  /// The program, or a library.
  case image
  /// A file that is neither, mapped for itself or for all who map it.
  case file
  /// The stack of a thread.
  case stack
  /// Where Python's calls have their frames, on each thread's data stack: from 3.11 on, before that frames are
  /// objects.
  case frames
  /// Memory that other processes may see as well, and that is no file: `MAP_ANONYMOUS` with `MAP_SHARED`, what
  /// `shm_open`, `memfd_create` and `shmget` make.
  case shared
  /// A mapping that holds objects or blocks of theirs, and is none of the allocators' that are known: musl's,
  /// jemalloc's.
  case otherAllocator
  /// A mapping of which nothing is known.
  case mapping

  /// What an allocator has beside blocks.
  public enum Room: String, Hashable, Sendable, CaseIterable {
    /// Free pools, and pools that were never carved off.
    case freePools
    /// Slices of mimalloc's segments that are no page.
    case freeSpans
    /// Room in pools and pages in use, and at the end of heaps, that was never handed out.
    case neverUsed
    /// Heads of pools, segments and heaps, and rests at the ends of pools and pages.
    case heads
    /// What could not be read: pools, pages and parts of heaps that do not hold together, or were not copied.
    case unread
  }

  /// Whether it is read from files, or shared as they are.
  package var isOfFiles: Bool { [.image, .file, .shared].contains(self) }

  /// Whether it is a block that the allocator has handed out.
  public var isInUse: Bool {
    if case .block(let label) = self { label != .free && label != .cached } else { false }
  }
}
