package import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// The system's file names, arguments and variables as text, without the loss of a byte.
///
/// A byte that is no UTF-8 becomes a scalar of its own, U+10FF80 to U+10FFFF: what Python's
/// `surrogateescape` does with halves of pairs, which no string of Swift's can hold.
extension String {
  private static let stray: UInt32 = 0x10FF00

  /// The text of such bytes.
  package init(systemBytes bytes: some Collection<UInt8>) {
    if let text = String(validating: bytes, as: UTF8.self), !text.hasStrays {
      self = text
      return
    }
    self.init()
    var rest = bytes[...]
    while !rest.isEmpty {
      var iterator = rest.makeIterator()
      var parser = Unicode.UTF8.ForwardParser()
      var length = 1
      if case .valid(let encoded) = parser.parseScalar(from: &iterator),
        case let scalar = Unicode.UTF8.decode(encoded), scalar.value < Self.stray
      {
        length = encoded.count
        unicodeScalars.append(scalar)
      } else {
        unicodeScalars.append(Unicode.Scalar(Self.stray + UInt32(rest.first ?? 0)) ?? "\u{fffd}")
      }
      rest = rest.dropFirst(length)
    }
  }

  private var hasStrays: Bool { unicodeScalars.contains { $0.value >= Self.stray } }

  /// The bytes of such text.
  package var systemBytes: [UInt8] {
    guard hasStrays else { return Array(utf8) }
    return unicodeScalars.flatMap { scalar in
      scalar.value < Self.stray
        ? Array(UTF8.encode(scalar) ?? .init()) : [UInt8(truncatingIfNeeded: scalar.value)]
    }
  }
}

extension FilePath {
  /// The path that such text is.
  package init(text: String) {
    self.init(
      platformString: text.systemBytes.prefix { $0 != 0 }.map(CChar.init(bitPattern:)) + [0])
  }

  /// The path as such text.
  package var text: String {
    unsafe withPlatformString { unsafe String(systemBytes: $0) }
  }
}

/// What this process was given.
package enum OwnProcess {
  /// `argv`
  package static var arguments: [String] {
    (0..<Int(CommandLine.argc)).compactMap { index in
      unsafe CommandLine.unsafeArgv[index].map { unsafe String(systemBytes: $0) }
    }
  }

  /// `environ`
  package static var environment: [String: String] {
    var variables: [String: String] = [:]
    var next = unsafe environ
    while let entry = unsafe next.pointee {
      let text = unsafe String(systemBytes: entry)
      if let sign = text.firstIndex(of: "=") {
        variables[String(text[..<sign])] = String(text[text.index(after: sign)...])
      }
      unsafe next += 1
    }
    return variables
  }
}

extension String {
  /// A copy of its bytes for C, which `free` ends.
  var systemCopy: UnsafeMutablePointer<CChar>? {
    unsafe (systemBytes.map(CChar.init(bitPattern:)) + [0]).withUnsafeBufferPointer { bytes in
      unsafe bytes.baseAddress.flatMap { unsafe strdup($0) }
    }
  }

  fileprivate init(systemBytes start: UnsafePointer<CChar>) {
    unsafe self.init(
      systemBytes: UnsafeBufferPointer(start: start, count: strlen(start))
        .map(UInt8.init(bitPattern:)))
  }
}

/// A path as it is exchanged with Python: its bytes, each as the character of that number.
struct BytePath: Codable {
  let path: FilePath

  init(_ path: FilePath) { self.path = path }

  init(text: String) { path = FilePath(text: text) }

  init(from decoder: any Decoder) throws {
    let scalars = try decoder.singleValueContainer().decode(String.self).unicodeScalars
    path = FilePath(
      text: String(systemBytes: scalars.map { UInt8(truncatingIfNeeded: $0.value) }))
  }

  func encode(to encoder: any Encoder) throws {
    var text = ""
    text.unicodeScalars += path.text.systemBytes.map { Unicode.Scalar($0) }
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
