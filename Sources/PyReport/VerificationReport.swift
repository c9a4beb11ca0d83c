public import PyLayout

/// `pysize verify`: how the model and interpreters agree on random programs.
public struct VerificationReport: Sendable {
  /// A program on which they do not.
  public struct Disagreement: Hashable, Sendable {
    /// The program's number in its seed's sequence.
    public let number: Int
    /// Python that still fails, a line for each statement.
    public let program: String
    /// What differs, in lines.
    public let reasons: [String]

    /// A disagreement from its facts.
    public init(number: Int, program: String, reasons: [String]) {
      self.number = number
      self.program = program
      self.reasons = reasons
    }
  }

  /// One interpreter's row.
  public struct Entry: Hashable, Sendable {
    /// The interpreter's build.
    public let build: Build
    /// Programs that ran on both sides.
    public let checked: Int
    /// Sizes that were compared.
    public let figures: Int
    /// Programs on which the sides disagree.
    public let disagreed: Int
    /// Programs without an answer.
    public let unchecked: Int
    /// Some of the programs that disagree, made as small as possible.
    public let disagreements: [Disagreement]
    /// Why nothing could be checked; `nil` when it could.
    public let reason: String?

    /// A row from its figures.
    public init(
      build: Build, checked: Int, figures: Int, disagreed: Int, unchecked: Int,
      disagreements: [Disagreement], reason: String?
    ) {
      self.build = build
      self.checked = checked.inMemory
      self.figures = figures.inMemory
      self.disagreed = disagreed.inMemory
      self.unchecked = unchecked.inMemory
      self.disagreements = disagreements
      self.reason = reason
    }
  }

  /// The seed of the programs.
  public let seed: UInt64
  /// The interpreters, in the order they were asked for.
  public let entries: [Entry]

  /// A report of the rows.
  public init(seed: UInt64, _ entries: [Entry]) {
    self.seed = seed
    self.entries = entries
  }
}

extension VerificationReport: Report {
  /// A table of interpreters, then each program that came out otherwise, and why.
  public var document: Document {
    var blocks: [Document.Block] = [
      .heading("Random programs, seed \(seed)", level: 1), .table(table),
    ]
    for entry in entries {
      if let reason = entry.reason {
        blocks.append(.line("CPython \(entry.build): \(reason)"))
      }
      for one in entry.disagreements {
        blocks.append(
          .heading("CPython \(entry.build), program \(one.number) of seed \(seed)", level: 2))
        blocks.append(.code(one.program, language: "python"))
        blocks += one.reasons.map { .line($0) }
      }
    }
    return Document(blocks)
  }

  private var table: Table {
    Table(
      columns: [
        .text("CPython"), .number("programs"), .number("sizes"), .number("disagree"),
        .number("no answer"),
      ],
      rows: entries.map { entry in
        Table.Row(
          [
            "\(entry.build)", "\(entry.checked)", "\(entry.figures)", "\(entry.disagreed)",
            "\(entry.unchecked)",
          ], entry.disagreed + entry.unchecked > 0 || entry.reason != nil ? .alarm : .none)
      })
  }

  /// A row for each interpreter.
  public var flatTable: Table {
    Table(
      columns: ["build", "seed", "checked", "figures", "disagreed", "unchecked", "reason"].map {
        .text($0)
      },
      rows: entries.map { entry in
        .init([
          "\(entry.build)", "\(seed)", "\(entry.checked)", "\(entry.figures)",
          "\(entry.disagreed)", "\(entry.unchecked)", entry.reason ?? "",
        ])
      })
  }

  /// Interpreters, each with the programs that came out otherwise.
  public var json: JSON {
    .object([
      "schema": .int(1), "seed": .string("\(seed)"),
      "interpreters": .array(
        entries.map { entry in
          .object([
            "build": .string("\(entry.build)"), "checked": .int(entry.checked),
            "figures": .int(entry.figures), "disagreed": .int(entry.disagreed),
            "unchecked": .int(entry.unchecked), "reason": .string(entry.reason),
            "disagreements": .array(
              entry.disagreements.map { one in
                .object([
                  "number": .int(one.number), "program": .string(one.program),
                  "reasons": .array(one.reasons.map { .string($0) }),
                ])
              }),
          ])
        }),
    ])
  }
}
