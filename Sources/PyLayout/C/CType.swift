/// A C scalar type: what a field of a struct holds.
public protocol CType: CNamed {
  /// What Swift code reads from such a field.
  associatedtype Value: Sendable = Self
  /// What a field of the type holds, as far as memory goes.
  static var role: FieldRole { get }
  /// `sizeof` the type in bytes.
  static func size(on build: Build) -> Int
  /// `_Alignof` the type within a struct, in bytes.
  static func alignment(on build: Build) -> Int
  /// The value whose little-endian bytes, extended with zeros, make `bits`.
  static func value(of bits: UInt64, on build: Build) -> Value
}

extension CType {
  /// A number, or data.
  public static var role: FieldRole { .value }

  /// `_Alignof` the type within a struct, in bytes.
  ///
  /// The i386 System V ABI aligns 8-byte scalars to 4 bytes within structs.
  public static func alignment(on build: Build) -> Int { min(size(on: build), build.pointerSize) }
}

extension CType where Self: FixedWidthInteger, Value == Self {
  /// `sizeof` the type in bytes, the same on every build.
  public static func size(on build: Build) -> Int { bitWidth / 8 }
  /// The lowest bits, as many as the type has.
  public static func value(of bits: UInt64, on build: Build) -> Self {
    Self(truncatingIfNeeded: bits)
  }
}

extension UInt8: CType {
  /// `<stdint.h>`'s, and C's `unsigned char` and `bool`.
  public static var cName: String { "uint8_t" }
}

extension UInt16: CType {
  /// `<stdint.h>`'s, and C's `unsigned short`.
  public static var cName: String { "uint16_t" }
}

extension UInt32: CType {
  /// `<stdint.h>`'s, and C's `unsigned int`.
  public static var cName: String { "uint32_t" }
}

extension UInt64: CType {
  /// `<stdint.h>`'s, and C's `unsigned long long`.
  public static var cName: String { "uint64_t" }
}

extension Int8: CType {
  /// A byte with a sign, as `char` has one on x86.
  public static var cName: String { "char" }
}

extension Int16: CType {
  /// Two bytes with a sign.
  public static var cName: String { "short" }
}

extension Int32: CType {
  /// Four bytes with a sign.
  public static var cName: String { "int" }
}

extension Int64: CType {
  /// Eight bytes with a sign, in 32-bit builds too.
  public static var cName: String { "long long" }
}

extension Float: CType {
  /// IEEE 754's binary32.
  public static var cName: String { "float" }
  /// 4 bytes on every build.
  public static func size(on build: Build) -> Int { 4 }
  /// The float with these bits.
  public static func value(of bits: UInt64, on build: Build) -> Float {
    Float(bitPattern: UInt32(truncatingIfNeeded: bits))
  }
}

extension Double: CType {
  /// IEEE 754's binary64.
  public static var cName: String { "double" }
  /// 8 bytes on every build.
  public static func size(on build: Build) -> Int { 8 }
  /// The double with these bits.
  public static func value(of bits: UInt64, on build: Build) -> Double { Double(bitPattern: bits) }
}

/// `Py_ssize_t`: signed, as wide as a pointer. C's `long` and `Py_hash_t` are the same on Linux.
public enum Py_ssize_t: CType {
  /// CPython's name for a signed size.
  public static var cName: String { "Py_ssize_t" }
  /// As many bytes as a pointer has.
  public static func size(on build: Build) -> Int { build.pointerSize }
  /// The number; in 32-bit builds bit 31 is its sign.
  public static func value(of bits: UInt64, on build: Build) -> Int {
    build.pointerSize == 4 ? Int(Int32(truncatingIfNeeded: bits)) : Int(truncatingIfNeeded: bits)
  }
}

/// `Py_hash_t`, Include/pyport.h: a `Py_ssize_t` (2.7: a `long`).
public typealias Py_hash_t = Py_ssize_t

/// C's `long`, as wide as a pointer on Linux.
public typealias CLong = Py_ssize_t

/// `uintptr_t`: unsigned, as wide as a pointer.
public enum uintptr_t: CType {
  /// `<stdint.h>`'s, and CPython's `size_t`s and `unsigned long`s on Linux.
  public static var cName: String { "uintptr_t" }
  /// As many bytes as a pointer has.
  public static func size(on build: Build) -> Int { build.pointerSize }
  /// The number, which has no sign.
  public static func value(of bits: UInt64, on build: Build) -> UInt64 { bits }
}

/// `long double`, of which only the first eight bytes are read.
public enum LongDouble: CType {
  /// x87's 80-bit number, padded.
  public static var cName: String { "long double" }
  /// 16 bytes, in 32-bit builds 12, padding included.
  public static func size(on build: Build) -> Int { build.pointerSize == 8 ? 16 : 12 }
  /// 16 bytes, in 32-bit builds 4.
  public static func alignment(on build: Build) -> Int { build.pointerSize == 8 ? 16 : 4 }
  /// The number's lowest eight bytes: its significand.
  public static func value(of bits: UInt64, on build: Build) -> UInt64 { bits }
}
