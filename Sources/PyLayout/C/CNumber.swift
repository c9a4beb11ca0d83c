/// Numbers in memory, as C reads them.
public enum CNumber {
  /// A number in decimal, by its type in C; `nil` for what is no number: a pointer, an array.
  ///
  /// - Parameters:
  ///   - bits: its little-endian bytes, extended with zeros.
  ///   - size: how many they are.
  public static func text(_ bits: UInt64, size: Int, as cType: String) -> String? {
    guard [1, 2, 4, 8].contains(size), cType.last != "*", cType.last != "]" else { return nil }
    switch cType {
    case "double": return text(Double(bitPattern: bits))
    case "npy_half": return text(float(half: UInt32(truncatingIfNeeded: bits)))
    case "float": return text(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
    case _ where signed.contains(cType):
      let shift = UInt64(64 - size * 8)
      return "\(Int64(bitPattern: bits << shift) >> Int64(shift))"
    default: return "\(bits)"
    }
  }

  /// A number as Python writes it, which has one word for all that are none: `PyOS_double_to_string`,
  /// Python/pystrtod.c.
  private static func text(_ number: some BinaryFloatingPoint & CustomStringConvertible) -> String {
    number.isNaN ? "nan" : number.description
  }

  /// IEEE 754's binary16: a sign, 5 bits of exponent, 10 of fraction.
  private static func float(half bits: UInt32) -> Float {
    let exponent = bits >> 10 & 31
    let fraction = Float(bits & 0x3ff) / 1024
    let magnitude: Float =
      switch exponent {
      case 0: fraction * 0x1p-14
      case 31: fraction == 0 ? .infinity : .nan
      default: (1 + fraction) * Float(sign: .plus, exponent: Int(exponent) - 15, significand: 1)
      }
    return bits >> 15 & 1 == 0 ? magnitude : -magnitude
  }

  /// C's signed types, `char` among them on x86.
  private static let signed: Set = [
    "Py_ssize_t", "Py_hash_t", "char", "short", "int", "long", "long long", "npy_intp",
  ]
}
