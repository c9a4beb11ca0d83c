import PyRecords

extension ComparisonReport: Report {
  public var document: Document {
    Document(subjects.count == 1 ? subjects.flatMap(blocks) : sideBySide)
  }

  /// One subject: a row for each record, what one instance takes and what many take.
  private func blocks(_ subject: Subject) -> [Document.Block] {
    let shown = subject.comparisons.filter { $0.predicted != nil || $0.measured != nil }
    return [
      .heading(subject.title, level: 2), .picture(.bars(subject.chart)),
      .table(one(shown, of: subject)), .table(many(shown)),
    ] + notes(subject).map { .line($0) }
  }

  private func one(_ shown: [Comparison], of subject: Subject) -> Table {
    let isChecked = subject.bridge != nil
    var columns: [Table.Column] = [
      .text("record"), .text("parts", dispensable: 2), .number("predicted"),
    ]
    if isChecked { columns += [.number("measured"), .text("")] }
    columns += [.number("allocated"), .number("of dict", dispensable: 1)]
    let rows = shown.map { comparison in
      var cells = [comparison.record.title, comparison.partsText, comparison.predicted.text]
      if isChecked { cells += [comparison.measured.text, comparison.status.verdict] }
      cells += [comparison.allocatedText, comparison.ratio(to: subject.dict)]
      return Table.Row(cells, comparison.status == .mismatch ? .alarm : .none)
    }
    return Table(columns: columns, rows: rows)
  }

  /// The bytes of many instances by both countings: what `sys.getsizeof` says, and what is
  /// allocated.
  private func many(_ shown: [Comparison]) -> Table {
    func cells(_ comparison: Comparison, _ bytes: KeyPath<Instances, Int>) -> [String] {
      counts.indices.map { index in
        index < comparison.instances.count
          ? Quantity.bytes(comparison.instances[index][keyPath: bytes]) : ""
      }
    }
    return Table(
      columns: [.text("instances")] + counts.map { .number(Quantity.count($0)) }
        + counts.map { .number("\(Quantity.count($0)) allocated") },
      rows: counts.isEmpty
        ? []
        : shown.filter { !$0.instances.isEmpty }.map {
          Table.Row([$0.record.title] + cells($0, \.bytes) + cells($0, \.allocated))
        })
  }

  /// What a table has no room for: package versions, and why a record is not there.
  private func notes(_ subject: Subject) -> [String] {
    var lines: [String] = []
    // Records of which the same is to be said share a line
    let reasons = subject.comparisons.compactMap(\.reason).unique
    for reason in reasons {
      let titles = subject.comparisons.filter { $0.reason == reason }.map(\.record.title)
      lines.append("\(titles.joined(separator: ", ")): \(reason)")
    }
    if reasons.contains(where: { $0.hasSuffix("is not installed") }) {
      lines.append("pysize compare --install puts what is missing into pysize's own cache")
    }
    // So do those that are alike in what the first of a class takes
    let standings = subject.comparisons.compactMap { $0.standing?.text }.unique
    for text in standings {
      let titles = subject.comparisons.filter { $0.standing?.text == text }.map(\.record.title)
      lines.append("\(titles.joined(separator: ", ")): \(text)")
    }
    let versions = subject.comparisons.compactMap { comparison in
      comparison.record.package.flatMap { package in
        comparison.sample.packageVersion.map { "\(package.name) \($0)" }
      }
    }.unique
    if !versions.isEmpty { lines.append("with " + versions.joined(separator: ", ")) }
    return lines + [subject.summary]
  }

  /// Several subjects: a column for each, the bytes of one instance.
  private var sideBySide: [Document.Block] {
    var lines = [
      "bytes of one instance; - not there, x failed, 56!=48 predicted and measured differ"
    ]
    // Builds of which the same is to be said share a line
    for summary in subjects.map(\.summary).unique {
      let builds = subjects.filter { $0.summary == summary }.map { "\($0.build)" }
      lines.append("\(builds.joined(separator: ", ")): \(summary)")
    }
    for subject in subjects {
      for comparison in subject.comparisons
      where comparison.status == .mismatch || comparison.status == .failed {
        lines.append("\(subject.build), \(comparison.record.title): \(comparison.reason ?? "")")
      }
    }
    return [
      .heading("Record sizes side by side", level: 2), .table(sideBySide(\.cell)),
      .heading("Allocated sizes side by side", level: 2), .table(sideBySide(\.allocatedCell)),
    ] + lines.map { .line($0) } + subjects.map { .picture(.bars($0.chart)) }
  }

  private func sideBySide(_ cell: KeyPath<Comparison, String>) -> Table {
    let records = subjects.first?.comparisons.map(\.record) ?? []
    let rows = records.map { record in
      let comparisons = subjects.map { subject in
        subject.comparisons.first { $0.record.id == record.id }
      }
      let isWrong = comparisons.contains { $0?.status == .mismatch || $0?.status == .failed }
      return Table.Row(
        [record.title] + comparisons.map { $0?[keyPath: cell] ?? "" }, isWrong ? .alarm : .none)
    }
    return Table(
      columns: [.text("record")] + subjects.map { .number("\($0.build)") }, rows: rows)
  }
}

extension ComparisonReport.Subject {
  /// Its records side by side.
  fileprivate var chart: BarChart {
    BarChart(
      title: "CPython \(build): bytes of one instance", series: ["allocated", "sys.getsizeof"],
      bars: comparisons.filter { $0.predicted != nil || $0.measured != nil }.map { comparison in
        .init(
          label: comparison.record.title,
          values: [
            comparison.allocated.measured ?? comparison.allocated.predicted,
            comparison.measured ?? comparison.predicted,
          ])
      })
  }
}

extension Comparison {
  /// `48 + 296 __dict__`, or the figures alone where the names take too much room.
  fileprivate var partsText: String {
    guard parts.count > 1 else { return "" }
    let sizes = parts.map { ($0.predicted ?? $0.measured).text }
    let name = parts.count == 2 ? " \(parts[1].name)" : ""
    return sizes.joined(separator: " + ") + name
  }

  /// What the allocator hands out; both figures where they differ.
  fileprivate var allocatedText: String {
    guard let predicted = allocated.predicted else { return allocated.measured.text }
    guard let measured = allocated.measured, measured != predicted else { return "\(predicted)" }
    return "\(predicted)!=\(measured)"
  }

  /// The bytes of so many instances, the most that are shown, beside as many dicts'.
  fileprivate func ratio(to dict: Comparison?) -> String {
    guard let bytes = instances.last?.bytes, let dictBytes = dict?.instances.last?.bytes else {
      return ""
    }
    return Quantity.ratio(bytes, of: dictBytes)
  }

  /// The same of what the allocator hands out.
  fileprivate var allocatedCell: String {
    switch status {
    case .match, .predicted, .mismatch: allocatedText
    case .unavailable, .failed: cell
    }
  }

  /// The cell of a table with a column for each interpreter.
  fileprivate var cell: String {
    switch status {
    case .match, .predicted: predicted.text
    case .mismatch: "\(predicted.text)!=\(measured.text)"
    case .unavailable: "-"
    case .failed: "x"
    }
  }
}

extension Comparison.Status {
  /// The word that stands behind the figures.
  fileprivate var verdict: String {
    switch self {
    case .match: "ok"
    case .mismatch: "DIFF"
    case .failed: "FAIL"
    case .unavailable, .predicted: ""
    }
  }
}

extension Int? {
  fileprivate var text: String { map { "\($0)" } ?? "" }
}

extension [String] {
  /// The texts without repetitions, in order.
  fileprivate var unique: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
