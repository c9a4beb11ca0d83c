/// Numbers that a lesson shows, and a program by which a CPython prints the same.
public struct Witness: Sendable {
  /// Which CPython.
  public let series: String
  /// Prints the numbers in their order, with spaces or ends of lines between them.
  public let python: String
  /// The numbers that are shown.
  public let numbers: [Int]

  /// Has a CPython say the numbers in some rows.
  init(on series: String, _ rows: [[any CustomStringConvertible]], _ python: String) {
    self.series = series
    self.python = python
    numbers = rows.joined().compactMap { $0 as? Int }
  }

  /// Has each CPython that a row is about, as its first cell says, say the numbers in it.
  static func each(_ rows: [[any CustomStringConvertible]], _ python: String) -> [Witness] {
    rows.compactMap { row in
      let words = row.first?.description.split(separator: " ") ?? []
      guard words.count == 2, words[0] == "CPython" else { return nil }
      return Witness(on: String(words[1]), [row], python)
    }
  }
}
