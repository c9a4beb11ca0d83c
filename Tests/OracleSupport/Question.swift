import FoundationEssentials

/// A question to an oracle, as JSON in plain ASCII: a Python reads its input as the locale says.
func asJSON(_ question: some Encodable) throws -> String {
  String(decoding: try JSONEncoder().encode(question), as: UTF8.self).utf16
    .map { $0 < 0x80 ? String(Unicode.Scalar(UInt8($0))) : escaped($0) }.joined()
}

private func escaped(_ unit: UInt16) -> String {
  let digits = String(unit, radix: 16)
  return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
}
