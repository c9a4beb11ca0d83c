/// Numbers in memory, as C reads them.
public enum CNumber {
  /// A number in decimal, by its type in C; `nil` for what is none: a pointer, an array.
  ///
  /// - Parameters:
  ///   - bits: its little-endian bytes, extended with zeros.
  ///   - size: how many they are.
  public static func text(_ bits: UInt64, size: Int, as cType: String) -> String? {
    guard [1, 2, 4, 8].contains(size), cType.last != "*", cType.last != "]" else { return nil }
    switch cType {
    case "double": return "\(Double(bitPattern: bits))"
    case "float": return "\(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))"
    case _ where signed.contains(cType):
      let shift = UInt64(64 - size * 8)
      return "\(Int64(bitPattern: bits << shift) >> Int64(shift))"
    default: return "\(bits)"
    }
  }

  /// C's signed types, `char` among them on x86.
  private static let signed: Set = [
    "Py_ssize_t", "Py_hash_t", "char", "short", "int", "long", "long long", "npy_intp",
  ]
}
