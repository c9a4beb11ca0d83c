import PyLayout

extension PyValue {
  /// Whether every evaluation of the literal gives one and the same object, as long as it exists.
  func isShared(on build: Build) -> Bool {
    let is2 = build.version < .v3_0
    switch content {
    case .none, .bool: return true
    case .int(let int): return !int.isLong && int.small.map(build.smallInts.contains) ?? false
    case .str(let points):
      let isLatin1 = points.count < 2 && points.allSatisfy { $0 < 0x100 }
      return isLatin1 || !is2 && Self.isInterned(points, on: build)
    case .bytes(let bytes):
      let isName = bytes.allSatisfy(\.isNameCharacter)
      return is2 && isName || bytes.count < 2 && !(is2 && Self.isEscaped(bytes))
    case .tuple(let items): return items.isEmpty
    case .float, .complex, .list, .set, .dict: return false
    }
  }

  /// `should_intern_string`, `all_name_chars`, Objects/codeobject.c: what could be a name is interned;
  /// free-threaded builds intern every text.
  static func isInterned(_ points: [UInt32], on build: Build) -> Bool {
    build.isFreeThreaded || points.allSatisfy { $0 < 0x80 && UInt8($0).isNameCharacter }
  }

  /// `PyString_DecodeEscape`, 2.7: what is written with a backslash is not the shared one.
  static func isEscaped(_ bytes: [UInt8]) -> Bool {
    bytes.count == 1 && !bytes.allSatisfy(\.isWrittenPlainly)
  }
}

extension UInt8 {
  /// Whether `repr` writes it as it is; a literal could do otherwise.
  fileprivate var isWrittenPlainly: Bool { 0x20...0x7E ~= self && self != UInt8(ascii: "\\") }

  /// A letter, a digit or an underscore of ASCII.
  var isNameCharacter: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
