/// What the characters between a string's quotes mean.
///
/// `_PyUnicode_DecodeUnicodeEscapeInternal`, Objects/unicodeobject.c, `_PyBytes_DecodeEscape`,
/// Objects/bytesobject.c, and Python 2's `PyString_DecodeEscape`, Objects/stringobject.c.
struct StringDecoder {
  /// Why the string is not one.
  struct Failure: Error {
    /// The index of the character in the text.
    let place: Int
    let found: String
    let advice: String
  }

  private let text: [Unicode.Scalar]
  private let body: Range<Int>
  private let prefix: StringPrefix
  private let isPython2: Bool
  private var index: Int
  private var units: [UInt32] = []

  init(text: [Unicode.Scalar], body: Range<Int>, prefix: StringPrefix, isPython2: Bool) {
    self.text = text
    self.body = body
    self.prefix = prefix
    self.isPython2 = isPython2
    index = body.lowerBound
  }

  /// The bytes or the code points of the string.
  mutating func decode() throws(Failure) -> [UInt32] {
    while index < body.upperBound {
      let scalar = text[index]
      if scalar != "\\" {
        try append(scalar)
      } else if !prefix.isRaw {
        try decodeEscape()
      } else if isPython2 && !prefix.isBytes {
        try decodeRawUnicode()
      } else {
        units.append(scalar.value)
        index += 1
      }
    }
    return units
  }

  /// A character that stands for itself.
  private mutating func append(_ scalar: Unicode.Scalar) throws(Failure) {
    index += 1
    if !prefix.isBytes {
      units.append(scalar.value)
    } else if scalar.isASCII || isPython2 {
      units += UTF8.encode(scalar)?.map { UInt32($0) } ?? []
    } else {
      throw Failure(
        place: index - 1, found: "\(scalar.quoted) in bytes", advice: "write its bytes as \\x..")
    }
  }

  private mutating func decodeEscape() throws(Failure) {
    let start = index
    guard start + 1 < body.upperBound else {
      index += 1
      return units.append(0x5C)
    }
    let escaped = text[start + 1]
    index += 2
    switch escaped {
    case "\n": break
    case "\\", "'", "\"": units.append(escaped.value)
    case "a": units.append(0x07)
    case "b": units.append(0x08)
    case "t": units.append(0x09)
    case "n": units.append(0x0A)
    case "v": units.append(0x0B)
    case "f": units.append(0x0C)
    case "r": units.append(0x0D)
    case "0"..."7": units.append(octal())
    case "x": units.append(try hex(2, from: start))
    case "u" where !prefix.isBytes: units.append(try hex(4, from: start))
    case "U" where !prefix.isBytes: units.append(try hex(8, from: start))
    case "N" where !prefix.isBytes:
      throw Failure(
        place: start, found: "\\N", advice: "write the character or its number as \\u or \\U")
    default:
      // An unknown escape stays as it is written
      units.append(0x5C)
      index = start + 1
    }
  }

  /// Up to three octal digits, the first of which is gone over already.
  private mutating func octal() -> UInt32 {
    index -= 1
    var value: UInt32 = 0
    let end = min(index + 3, body.upperBound)
    while index < end, let digit = text[index].digit, digit < 8 {
      value = value * 8 + digit
      index += 1
    }
    return prefix.isBytes ? value & 0xFF : value
  }

  /// Exactly `count` hexadecimal digits.
  private mutating func hex(_ count: Int, from start: Int) throws(Failure) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<count {
      guard index < body.upperBound, let digit = text[index].digit else {
        throw Failure(
          place: start, found: "\\\(text[start + 1]) without \(count) hexadecimal digits",
          advice: "write \(count), or \\\\ for a backslash")
      }
      value = value << 4 | digit
      index += 1
    }
    guard value <= 0x10FFFF else {
      throw Failure(
        place: start, found: "a character above 10FFFF", advice: "write 0010FFFF or less after \\U")
    }
    return value
  }

  /// Backslashes in Python 2's `ur'…'`: after an odd number of them `u` and `U` are escapes.
  ///
  /// `PyUnicode_DecodeRawUnicodeEscape`, Objects/unicodeobject.c.
  private mutating func decodeRawUnicode() throws(Failure) {
    let start = index
    while index < body.upperBound, text[index] == "\\" {
      units.append(0x5C)
      index += 1
    }
    guard (index - start) % 2 == 1, index < body.upperBound else { return }
    guard text[index] == "u" || text[index] == "U" else { return }
    units.removeLast()
    index += 1
    units.append(try hex(text[index - 1] == "u" ? 4 : 8, from: index - 2))
  }
}
