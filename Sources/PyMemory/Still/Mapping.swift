/// A run of pages of a process: what is mapped there, and how much of it is in memory.
public struct Mapping: Hashable, Sendable {
  /// Its addresses.
  public let range: Range<UInt64>
  /// Whether the process may read it.
  public let isReadable: Bool
  /// Whether the process may write it.
  public let isWritable: Bool
  /// Whether the process may execute it.
  public let isExecutable: Bool
  /// Whether other processes see what it writes there: `MAP_SHARED`.
  public let isShared: Bool
  /// Where it starts in its file, in bytes.
  public let offset: UInt64
  /// Its file, or what the kernel calls it; empty for memory without a name.
  public package(set) var name: String
  /// Bytes that are in memory.
  public package(set) var resident = 0
  /// Bytes that are in swap.
  public package(set) var swapped = 0

  /// Whether it is mapped from a file.
  public var isFile: Bool { name.hasPrefix("/") }
  /// Bytes of addresses.
  public var count: Int { Int(clamping: range.upperBound - range.lowerBound) }

  package init(
    range: Range<UInt64>, isReadable: Bool, isWritable: Bool, isExecutable: Bool, isShared: Bool,
    offset: UInt64, name: String
  ) {
    self.range = range
    self.isReadable = isReadable
    self.isWritable = isWritable
    self.isExecutable = isExecutable
    self.isShared = isShared
    self.offset = offset
    self.name = name
  }

  /// The same, longer, whatever of it is in memory.
  package func extended(to end: UInt64) -> Mapping {
    Mapping(
      range: range.lowerBound..<end, isReadable: isReadable, isWritable: isWritable,
      isExecutable: isExecutable, isShared: isShared, offset: offset, name: name)
  }

  /// The same, whatever of it is in memory.
  package var withoutCounts: Mapping {
    var mapping = self
    (mapping.resident, mapping.swapped) = (0, 0)
    return mapping
  }
}
