/// Bytes of a type's objects, of which some may be of an allocator that is not known.
enum KnownBytes {
  /// The bytes as they are shown; with a `+` where there are more, and `unknown` where none are known.
  ///
  /// - Parameter unknown: how many objects and blocks there are whose bytes are not known.
  static func text(_ bytes: Int, unknown: Int) -> String {
    unknown == 0 ? "\(bytes)" : bytes == 0 ? "unknown" : "\(bytes)+"
  }
}
