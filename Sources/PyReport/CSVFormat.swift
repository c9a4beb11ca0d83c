extension Table {
  /// The table as RFC 4180 has it, its header line first, with `\n` line ends.
  var csv: String {
    ([columns.map(\.title)] + rows.map(\.cells))
      .map { $0.map(\.csvField).joined(separator: ",") + "\n" }.joined()
  }
}

extension String {
  /// The field, quoted where it has to be.
  fileprivate var csvField: String {
    guard contains(where: { "\",\r\n".contains($0) }) else { return self }
    return "\"" + split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }
}
