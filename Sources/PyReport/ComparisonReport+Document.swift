import PyLayout
import PyRecords

extension ComparisonReport: Report {
  /// One interpreter's tables with their notes, or all interpreters side by side.
  public var document: Document {
    Document(subjects.count == 1 ? subjects.flatMap(blocks) : sideBySide)
  }

  /// One subject: a row for each record, what one instance takes and what many take.
  private func blocks(_ subject: Comparisons) -> [Document.Block] {
    let shown = subject.ranked
    return [.heading(subject.title, level: 2)] + subject.lead.map { .lead($0) }
      + [
        .picture(.bars(subject.chart())), .table(one(shown, of: subject)), .table(many(shown)),
      ] + notes(subject).map { .line($0) }
  }

  private func one(_ shown: [Comparison], of subject: Comparisons) -> Table {
    let isChecked = subject.bridge != nil
    var columns: [Table.Column] = [
      .text("record"), .text("parts", dispensable: 2), .number("predicted"),
    ]
    if isChecked { columns += [.number("measured"), .text("")] }
    columns.append(.number("allocated"))
    let standard = subject.standard
    if let standard { columns.append(.number("of \(standard.record.title)", dispensable: 1)) }
    let rows = shown.map { comparison in
      var cells = [comparison.record.title, comparison.partsText, comparison.predicted.text]
      if isChecked { cells += [comparison.measured.text, comparison.verdict] }
      cells.append(comparison.allocatedText)
      if let standard { cells.append(comparison.ratio(to: standard)) }
      return Table.Row(cells, comparison.status == .mismatch ? .alarm : .none)
    }
    return Table(columns: columns, rows: rows)
  }

  /// What the allocator hands out for many instances; the sums of `sys.getsizeof` are in the
  /// formats for scripts.
  private func many(_ shown: [Comparison]) -> Table {
    Table(
      // The first few are what anybody asks for
      columns: [.text("allocated for")]
        + counts.enumerated().map { .number(Quantity.count($1), dispensable: max(0, $0 - 4)) },
      rows: counts.isEmpty
        ? []
        : shown.filter { !$0.instances.isEmpty }.map { comparison in
          Table.Row(
            [comparison.record.title]
              + counts.indices.map { index in
                index < comparison.instances.count
                  ? comparison.instances[index].allocated.map(Quantity.bytes) ?? "?" : ""
              })
        })
  }

  /// What a table has no room for: package versions, and why a record is not there.
  private func notes(_ subject: Comparisons) -> [String] {
    // Text has no lead: what was asked for stands first
    var lines = subject.ownSentences + subject.meanings
    // Records with the same note share a line
    let reasons = subject.comparisons.compactMap(\.reason).unique
    for reason in reasons {
      let titles = subject.comparisons.filter { $0.reason == reason }.map(\.record.title)
      lines.append("\(titles.joined(separator: ", ")): \(reason)")
    }
    for unknown in subject.comparisons.compactMap(\.unknownAllocator).unique {
      lines.append("? allocated is \(unknown)")
    }
    if subject.comparisons.contains(where: \.lacksPackage) {
      lines.append("pysize compare --install puts what is missing into pysize's own cache")
    }
    // So do records whose classes' first instances take the same
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
    var lines =
      subjects.flatMap(\.ownSentences) + [
        "bytes of one instance; - not there, x failed, 56!=48 predicted and measured differ"
      ]
    // Builds with the same note share a line
    for summary in subjects.map(\.summary).unique {
      let builds = subjects.filter { $0.summary == summary }.map { "\($0.build)" }
      lines.append("\(builds.joined(separator: ", ")): \(summary)")
    }
    for subject in subjects {
      for unknown in subject.comparisons.compactMap(\.unknownAllocator).unique {
        lines.append("\(subject.build): ? allocated is \(unknown)")
      }
    }
    for subject in subjects {
      for comparison in subject.comparisons
      where comparison.status == .mismatch || comparison.status == .failed {
        lines.append("\(subject.build), \(comparison.record.title): \(comparison.reason ?? "")")
      }
    }
    // Side by side, they are of one scale
    let most = subjects.flatMap { $0.chart().bars.flatMap(\.values) }.compactMap(\.self).max()
    let lead = subjects.last?.lead.first.map { [Document.Block.lead($0)] } ?? []
    return lead + [
      .heading("Record sizes side by side", level: 2), .table(sideBySide(\.cell)),
      .heading("Allocated sizes side by side", level: 2), .table(sideBySide(\.allocatedCell)),
    ] + lines.map { .line($0) } + subjects.map { .picture(.bars($0.chart(to: most))) }
  }

  private func sideBySide(_ cell: KeyPath<Comparison, String>) -> Table {
    // In the order of the last build, as a rule the newest: the largest figure first
    let records = subjects.last.map { last in
      let shown = last.ranked.map(\.record)
      return shown
        + last.comparisons.map(\.record).filter { record in
          !shown.contains { $0.id == record.id }
        }
    }
    let rows = (records ?? []).map { record in
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

extension Comparisons {
  /// Its records side by side.
  ///
  /// - Parameter most: the figure that takes all of the width; `nil` for its own largest.
  fileprivate func chart(to most: Int? = nil) -> BarChart {
    BarChart(
      title: "CPython \(build): bytes of one instance", series: ["allocated", "sys.getsizeof"],
      bars: ranked.map { comparison in
        .init(
          label: comparison.record.title,
          values: [comparison.taken, comparison.measured ?? comparison.predicted])
      }, most: most)
  }

  /// What matters most: `On CPython 3.13.0 x, y, z take: dict 192 bytes, class instance 96 …`; and why
  /// two figures of a record may both be right.
  fileprivate var lead: [String] {
    if own != nil { return ownSentences }
    let last = ranked.last?.record.id
    let taken = ranked.filter { ["dict", "class", "slots", last].contains($0.record.id) }
      .compactMap { one in one.taken.map { "\(one.record.title) \($0)" } }
    guard let fields = comparisons.first?.sample.fields.names, !taken.isEmpty else { return [] }
    let names = fields.count > 6 ? "\(fields.count) fields" : fields.joined(separator: ", ")
    let sentence = "Bytes for \(names) on CPython \(build): \(taken.joined(separator: ", "))."
    guard let unmade = ranked.first(where: \.countsUnmadeDict), let bytes = unmade.taken,
      let size = unmade.measured ?? unmade.predicted
    else { return [sentence] }
    return [
      sentence,
      "sys.getsizeof adds up \(size) for a \(unmade.record.title) that takes \(bytes), and both are"
        + " right: it counts a __dict__ that is made when it is asked for, and there is none before.",
    ]
  }

  /// What the user's class takes, and what the same fields take otherwise.
  fileprivate var ownSentences: [String] {
    guard let own, let taken = own.taken else { return [] }
    let million = 1_000_000
    let names = own.sample.fields.names
    let fields = names.count > 6 ? "\(names.count) fields" : names.joined(separator: ", ")
    let sentence =
      "\(own.record.title) takes \(taken) bytes on CPython \(build), a million of them"
      + " \(Quantity.bytes(taken.times(million)))."
    let user = own.record as? UserRecord
    if let besides = user?.besides {
      return [sentence + " No record here is the same: it is \(besides)."]
    }
    if names.isEmpty { return [sentence + " It has no fields that a record could have."] }
    let objection = user?.objection.map { " __slots__ are nothing for it: \($0)." } ?? ""
    if alternatives.isEmpty { return [sentence + objection] }
    let lesser = savings.map { one in
      let bytes = one.taken ?? taken
      return "\(one.record.title) \(bytes) bytes, \(Quantity.bytes((taken - bytes).times(million)))"
        + " less for a million (-\(Quantity.percent(taken - bytes, of: taken)) %)"
    }
    return [
      sentence
        + (lesser.isEmpty
          ? " No record here that refers to \(fields) takes less."
          : " The same \(fields) as \(lesser.joined(separator: "; as ")).") + objection
    ]
  }

  /// What the columns say, where a reader would ask.
  fileprivate var meanings: [String] {
    guard !ranked.isEmpty else { return [] }
    var lines = [
      "predicted: what sys.getsizeof says of its parts; allocated: what the allocator hands out for"
        + " one more, and \(standard.map { "of \($0.record.title) and " } ?? "")for many are of that"
    ]
    let unmade = ranked.filter(\.countsUnmadeDict).map(\.record.title)
    if !unmade.isEmpty {
      lines.append(
        "\(unmade.joined(separator: ", ")): both are right; to ask for __dict__ is to make it, and"
          + " until then nothing is allocated for one")
    }
    if let own, own.parts.contains(where: { $0.predicted == nil && $0.measured != nil }) {
      lines.append(
        "\(own.record.title): its class has a __sizeof__ of its own, which sys.getsizeof asks and"
          + " nobody predicts")
    }
    let storing = ranked.filter(\.record.storesValues).map(\.record.title)
    if let valueAllocated, ranked.count > storing.count {
      let who =
        storing.isEmpty
        ? "values are not counted" : "\(storing.joined(separator: ", ")): values are counted"
      lines.append(
        who + (storing.isEmpty ? ": " : "; all others refer to theirs: ")
          + "small ints are there already, any other int takes \(valueAllocated) bytes more")
    }
    return lines
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

  /// What the allocator hands out; both figures where they disagree.
  fileprivate var allocatedText: String {
    if unknownAllocator != nil { return "?" }
    guard let predicted = allocated.predicted else { return allocated.measured.text }
    guard let measured = allocated.measured, !allocatedAgrees else { return "\(predicted)" }
    return "\(predicted)!=\(measured)"
  }

  /// The word that stands behind the figures.
  fileprivate var verdict: String {
    status == .match && unknownAllocator != nil ? "size" : status.verdict
  }

  /// What the allocator hands out for one, beside what others are compared with.
  fileprivate func ratio(to standard: Comparison) -> String {
    guard let taken, let whole = standard.taken else { return "" }
    return Quantity.ratio(taken, of: whole)
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
