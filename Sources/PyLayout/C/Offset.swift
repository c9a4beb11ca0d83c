/// A distance in bytes from the start of a struct or an object; before an object it is negative.
public struct Offset: RawRepresentable, Hashable, Sendable, Comparable, ExpressibleByIntegerLiteral
{
  /// The distance in bytes.
  public let rawValue: Int

  /// An offset in bytes.
  public init(rawValue: Int) { self.rawValue = rawValue }

  /// An offset in bytes.
  public init(integerLiteral value: Int) { self.init(rawValue: value) }

  /// Offsets compare as numbers.
  public static func < (a: Offset, b: Offset) -> Bool { a.rawValue < b.rawValue }

  /// The offset `bytes` further, the last one where there is none.
  public static func + (offset: Offset, bytes: Int) -> Offset {
    Offset(rawValue: offset.rawValue.adding(bytes))
  }
}
