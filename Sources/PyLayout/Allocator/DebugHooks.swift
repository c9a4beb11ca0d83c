/// What the debug hooks put around a block: `_PyMem_DebugRawAlloc`, Objects/obmalloc.c; in 2.7
/// `_PyObject_DebugMallocApi`.
///
/// A word with the size asked for, big-endian; the API's letter and forbidden bytes to the word's
/// end; the block; a word of forbidden bytes; and, where the version has it, a serial number.
public struct DebugHooks: Hashable, Sendable {
  /// `SST`, `sizeof(size_t)` in bytes.
  public let wordSize: Int
  /// The letter of the API: `r`, `m` or `o`.
  public let apiID: UInt8
  /// Whether a serial number closes the block: `PYMEM_DEBUG_SERIALNO`, off since 3.8.
  public let hasSerialNumber: Bool
  /// `CLEANBYTE`: what new memory is filled with.
  public let cleanByte: UInt8
  /// `DEADBYTE`: what freed memory is filled with.
  public let deadByte: UInt8
  /// `FORBIDDENBYTE`: what nobody may write.
  public let forbiddenByte: UInt8

  /// The hooks of a domain; `nil` where the build never wraps it: C's `malloc`, which 2.7 calls
  /// directly.
  public init?(on build: Build, in domain: AllocatorDomain) {
    if domain == .libc || build.version < .v3_0 && domain == .raw { return nil }
    wordSize = build.pointerSize
    apiID =
      switch domain {
      case .raw: UInt8(ascii: "r")
      case .mem: UInt8(ascii: "m")
      case .object, .gcObject, .gcObjectWithPreHeader, .libc: UInt8(ascii: "o")
      }
    // bpo-36389 switched the number off in 3.8
    hasSerialNumber = build.version < .v3_8
    // bpo-36389, also in 3.7.4: the bytes of Windows' debug runtime
    let isOld = build.version < Version(3, 7, 4)
    cleanByte = isOld ? 0xcb : 0xcd
    deadByte = isOld ? 0xdb : 0xdd
    forbiddenByte = isOld ? 0xfb : 0xfd
  }

  /// Bytes from the underlying block's start to what is handed out.
  public var headSize: Int { 2 * wordSize }

  /// `PYMEM_DEBUG_EXTRA_BYTES`: bytes added to a request.
  public var extraBytes: Int { (hasSerialNumber ? 4 : 3) * wordSize }
}
