internal import CLinux
internal import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// A file in memory, gone with its last reference: what is large reaches a child process through it.
package final class MemoryFile: Sendable {
  private let descriptor: FileDescriptor
  /// Where a child of this process opens it.
  package var path: String { "/proc/\(getpid())/fd/\(descriptor.rawValue)" }

  /// A file that holds bytes.
  ///
  /// - Throws: `Errno` when there is no memory or no descriptor for it.
  package init(_ bytes: [UInt8]) throws {
    descriptor = try Self.open(isInherited: false)
    try descriptor.writeAll(bytes)
  }

  deinit { try? descriptor.close() }

  /// An empty file, which children have by its number where it is inherited. memfd_create(2)
  ///
  /// - Throws: `Errno` when there is no memory or no descriptor for it.
  static func open(isInherited: Bool) throws(Errno) -> FileDescriptor {
    let file = unsafe memfd_create("pysize", isInherited ? 0 : MFD_CLOEXEC)
    guard file >= 0 else { throw Errno(rawValue: errno) }
    return FileDescriptor(rawValue: file)
  }
}
