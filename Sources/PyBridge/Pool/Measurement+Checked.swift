extension Measurement {
  /// What an interpreter said of a snippet, if it is possible: names that were asked for, and
  /// numbers that can be computed with. Anything else becomes a failure that says so.
  func checked(as snippet: Snippet) -> Measurement {
    func failed(_ reason: String) -> Measurement {
      Measurement(id: snippet.id, status: .failed, reason: reason.asOneLine)
    }
    guard id == snippet.id else { return failed("the interpreter answered another question") }
    let version = packageVersion?.asOneLine
    guard status == .measured else {
      return Measurement(
        id: id, status: status, reason: reason?.asOneLine ?? "no reason was given",
        fault: fault, packageVersion: version)
    }
    guard parts.map(\.name) == snippet.parts.map(\.name), let type else {
      return failed("the interpreter answered with other parts than were asked for")
    }
    let sizes = parts.compactMap { part in part.size.map { (part.name, $0) } }
    for (name, number) in sizes + type.numbers where !Self.possible.contains(number) {
      return failed("the interpreter said that \(name) is \(number), which cannot be")
    }
    // A class's own __sizeof__ may say what it likes
    let isSize = size.map { Self.possible.contains($0) && $0 >= 0 } ?? true
    return Measurement(
      id: id, status: .measured, reason: nil, packageVersion: version,
      parts: parts.map(\.checked), type: type, size: isSize ? size : nil,
      sizeFault: isSize ? sizeFault?.asOneLine : "\(size ?? 0) bytes, which cannot be")
  }

  /// No process has more bytes: 128 TiB of x86-64 and 256 TiB of AArch64.
  private static let possible = -(1 << 48)...(1 << 48)
}

extension Measurement.Part {
  fileprivate var checked: Self { reason.map { Self(name: name, reason: $0.asOneLine) } ?? self }
}

extension Measurement.TypeFacts {
  fileprivate var numbers: [(String, Int)] {
    [
      ("tp_basicsize", tp_basicsize), ("tp_itemsize", tp_itemsize),
      ("tp_dictoffset", tp_dictoffset), ("tp_weaklistoffset", tp_weaklistoffset),
    ]
  }
}
