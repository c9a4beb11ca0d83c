package import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

extension FilePath {
  /// The path with every symbolic link followed; `nil` when nothing is there.
  package var resolved: FilePath? {
    guard let real = unsafe withPlatformString({ unsafe realpath($0, nil) }) else { return nil }
    defer { unsafe free(real) }
    return unsafe FilePath(platformString: real)
  }

  /// The path from the root on, links left as they are.
  var madeAbsolute: FilePath {
    guard isRelative, let here = FilePath(".").resolved else { return self }
    return here.pushing(self).lexicallyNormalized()
  }

  /// What is at the path, links followed; `nil` when nothing is.
  package var kind: FileType? { (try? Stat(self))?.type }

  /// Whether a regular file is there that this user may execute.
  var isExecutableFile: Bool { kind == .regular && isExecutable }

  /// Whether this user may execute what is there.
  var isExecutable: Bool { unsafe withPlatformString { unsafe access($0, X_OK) == 0 } }

  /// Renames a folder, which fails when another with something in it has the name.
  ///
  /// - Throws: `Errno`.
  func move(to other: FilePath) throws(Errno) {
    let failed = unsafe withPlatformString { old in
      unsafe other.withPlatformString { unsafe rename(old, $0) }
    }
    guard failed == 0 else { throw Errno(rawValue: errno) }
  }
}

extension String {
  /// A short name for a text that stays the same from run to run: 64-bit FNV-1a in hexadecimal.
  var fingerprint: String {
    let hash = utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
