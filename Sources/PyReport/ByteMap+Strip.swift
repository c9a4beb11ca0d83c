import PyInspector
import PyLayout

extension ByteMap {
  /// A run of bytes of one purpose in a line of a strip.
  struct Run {
    var purpose: Purpose?
    var text: String
  }

  /// One line of a strip: a cache line's bytes, counted from the block's first, in words of eight.
  struct Strip {
    var runs: [Run]

    /// The letters.
    var text: String { runs.map(\.text).joined() }
    /// The letters on the colours of their purposes (ECMA-48 SGR).
    var colored: String {
      runs.map { run in
        guard let purpose = run.purpose else { return run.text }
        return "\u{1B}[\(purpose.background)m\(run.text)\u{1B}[0m"
      }.joined()
    }
  }

  /// The block with a letter for each byte, a cache line's 64 to a line, or part of one where that has
  /// no room; of a long one its start.
  func strip(width: Int = 100) -> [Strip] {
    var lines: [Strip] = []
    var position = 0
    let limit = 8 * 64
    let bytes = [64, 32].first { $0 + $0 / 8 - 1 <= width } ?? 16
    func append(_ purpose: Purpose, _ count: Int) {
      for _ in 0..<max(0, min(count, limit - position)) {
        if position % bytes == 0 { lines.append(Strip(runs: [])) }
        if position % 8 == 0 && position % bytes != 0 { add(Run(purpose: nil, text: " ")) }
        add(Run(purpose: purpose, text: purpose.letter))
        position += 1
      }
    }
    func add(_ run: Run) {
      let line = lines.count - 1
      if let last = lines[line].runs.last, last.purpose == run.purpose {
        lines[line].runs[lines[line].runs.count - 1].text += run.text
      } else {
        lines[line].runs.append(run)
      }
    }
    for row in rows { append(row.purpose, row.size) }
    append(.rounding, rounding)
    let hidden = size + rounding - position
    if hidden > 0 { lines.append(Strip(runs: [Run(purpose: nil, text: "… \(hidden) more bytes")])) }
    let used = Purpose.allCases.filter { size(of: $0) > 0 }
    let key = used.map { "\($0.letter) \($0.words)" }.joined(separator: ", ")
    lines += key.lines(of: width).map { Strip(runs: [Run(purpose: nil, text: $0)]) }
    return lines
  }
}

extension Purpose {
  /// What the legend says.
  var words: String { self == .undescribed ? "fields of C, not described" : rawValue }

  /// One letter for a byte where there is no colour.
  var letter: String {
    switch self {
    case .data: "D"
    case .header: "H"
    case .bookkeeping: "B"
    case .undescribed: "?"
    case .spare: "s"
    case .hole: "."
    case .rounding: "r"
    }
  }

  /// The colour of its text on a terminal: ECMA-48 SGR.
  var color: Int {
    switch self {
    case .data: 32
    case .header: 34
    case .bookkeeping: 33
    case .undescribed: 37
    case .spare: 36
    case .hole: 31
    case .rounding: 35
    }
  }

  /// The same colour behind black letters.
  var background: String { "30;\(color + 10)" }
}
