public import PyLayout

/// What would make an object smaller, said at the place where it is.
public struct Advice: Hashable, Sendable {
  /// The block it is about.
  public let part: String
  /// The row it stands at, by its offset; that behind the last byte for the allocator's rounding.
  public let offset: Offset
  /// One line.
  public let text: String
  /// How many bytes less each object would take of the allocator; 0 where it only says what is
  /// free.
  public let saves: Int
}
