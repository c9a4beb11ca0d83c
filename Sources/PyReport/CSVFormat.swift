import PyLayout

extension Table {
  /// The table as RFC 4180 has it, its header line first, with `\n` line ends; without its notes.
  ///
  /// A field is what it says, byte for byte, for whoever reads it by a program: nothing is put in front of one
  /// that begins with `=`, `+`, `-` or `@`, as a class's name in somebody else's process may. Spreadsheets take
  /// such a field for a formula where it is not imported as text.
  var csv: String {
    ([columns.map(\.title)] + rows.filter { $0.note == nil }.map(\.cells))
      .map { $0.map(\.visible.csvField).joined(separator: ",") + "\n" }.joined()
  }
}

extension String {
  /// The field, quoted where it has to be.
  fileprivate var csvField: String {
    guard utf8.contains(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: ",") }) else {
      return self
    }
    return "\"" + split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }
}
