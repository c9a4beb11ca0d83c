/// pymalloc's sizes on one build: Objects/obmalloc.c, from 3.12 Include/internal/pycore_obmalloc.h.
public struct Pymalloc: Hashable, Sendable {
  /// `ALIGNMENT` in bytes: the step between size classes.
  public let alignment: Int
  /// `POOL_SIZE` in bytes: a pool's alignment as well.
  public let poolSize: Int
  /// `ARENA_SIZE` in bytes.
  public let arenaSize: Int
  /// `POOL_OVERHEAD` in bytes: where a pool's first block stands.
  public let poolOverhead: Int

  /// `SMALL_REQUEST_THRESHOLD` in bytes: what is larger goes to `malloc`.
  public static let threshold = 512

  /// The sizes on a build.
  public init(on build: Build) {
    alignment = build.alignsToTwoPointers ? 16 : 8
    // bpo-37448, 3.10: large pools and arenas come with the radix tree, on 64-bit only
    let isLarge = build.version >= .v3_10 && build.pointerSize == 8
    poolSize = isLarge ? 16384 : 4096
    arenaSize = isLarge ? 1 << 20 : 256 << 10
    poolOverhead = pool_header.layout(on: build).size.roundedUp(to: alignment)
  }

  /// `NB_SMALL_SIZE_CLASSES`.
  public var sizeClassCount: Int { Self.threshold / alignment }

  /// The size class, from 0, that serves `request` bytes; `nil` where `malloc` does.
  public func sizeClass(of request: Int) -> Int? {
    request > 0 && request <= Self.threshold ? (request - 1) / alignment : nil
  }

  /// `INDEX2SIZE`: bytes of a block of a size class, the first one where there is none below it.
  public func blockSize(ofClass sizeClass: Int) -> Int { (sizeClass.inMemory + 1) * alignment }

  /// Bytes of the block that `request` bytes get; `nil` where `malloc` serves it.
  public func blockSize(of request: Int) -> Int? {
    sizeClass(of: request).map(blockSize(ofClass:))
  }

  /// `NUMBLOCKS`: how many blocks of a size class a pool holds.
  public func blocksPerPool(ofClass sizeClass: Int) -> Int {
    (poolSize - poolOverhead) / blockSize(ofClass: sizeClass)
  }
}
