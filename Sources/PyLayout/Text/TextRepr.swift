/// Text as `repr` writes it.
package enum TextRepr {
  /// `unicode_repr`, Objects/unicodeobject.c; `PyBytes_Repr`, Objects/bytesobject.c
  ///
  /// - Parameters:
  ///   - points: code points, or bytes.
  ///   - isPlain: whether a character that is no control character stands as it is.
  package static func text(
    _ points: [UInt32], isPlain: (Unicode.Scalar) -> Bool
  ) -> String {
    let single: UInt32 = 0x27
    let quote: Unicode.Scalar = points.contains(single) && !points.contains(0x22) ? "\"" : "'"
    var text = String(quote)
    for point in points {
      switch Unicode.Scalar(point) {
      case quote?: text += "\\" + String(quote)
      case "\\"?: text += "\\\\"
      case "\n"?: text += "\\n"
      case "\r"?: text += "\\r"
      case "\t"?: text += "\\t"
      case let scalar? where point >= 0x20 && point != 0x7F && isPlain(scalar):
        text.unicodeScalars.append(scalar)
      default: text += point.escaped
      }
    }
    return text + String(quote)
  }
}

extension Unicode.Scalar {
  /// `_PyUnicode_IsPrintable`, Objects/unicodectype.c, of characters that the build's version of Unicode
  /// has.
  package func isPrintable(on build: Build) -> Bool {
    guard let age = properties.age, (age.major, age.minor) <= build.unicodeVersion else {
      return false
    }
    return switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator:
      false
    case .spaceSeparator: self == " "
    default: true
    }
  }
}

extension Build {
  /// `UNIDATA_VERSION`, Tools/unicode/makeunicodedata.py
  fileprivate var unicodeVersion: (major: Int, minor: Int) {
    switch version {
    case _ where version < .v3_0: (5, 2)
    case _ where version < .v3_7: (9, 0)
    case _ where version < .v3_8: (11, 0)
    case _ where version < .v3_9: (12, 1)
    case _ where version < .v3_11: (13, 0)
    case _ where version < .v3_12: (14, 0)
    case _ where version < .v3_13: (15, 0)
    case _ where version < .v3_14: (15, 1)
    case _ where version < .v3_15: (16, 0)
    default: (17, 0)
    }
  }
}

extension UInt32 {
  /// The escape that stands for a code point in a literal: `\x7f`, `\u20ac`, `\U0001f600`.
  package var escaped: String {
    let (letter, width) = self < 0x100 ? ("x", 2) : self < 0x10000 ? ("u", 4) : ("U", 8)
    let digits = String(self, radix: 16)
    return "\\" + letter + String(repeating: "0", count: width - digits.count) + digits
  }
}
