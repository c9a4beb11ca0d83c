public import PyLayout

/// `pysize shadow`: how a program's calls of `sys.getsizeof` agree with the model.
public struct ShadowReport: Sendable {
  /// What became of the calls for a type.
  public enum Verdict: String, Hashable, Sendable {
    /// The model says something else, or cannot make sense of the object.
    case disagrees
    /// The type has a `__sizeof__` in C that the model does not know.
    case notModelled = "not modelled"
    /// The type's `__sizeof__` is the program's.
    case own = "own __sizeof__"
  }

  /// The calls of one type that do not simply agree.
  public struct Row: Hashable, Sendable {
    /// `tp_name`.
    public let type: String
    /// What became of them.
    public let verdict: Verdict
    /// How many calls.
    public let calls: Int
    /// The model's bytes at the first of them; `nil` where it has no figure.
    public let model: Int?
    /// CPython's bytes then.
    public let cpython: Int

    /// A row from its figures.
    public init(type: String, verdict: Verdict, calls: Int, model: Int?, cpython: Int) {
      self.type = type
      self.verdict = verdict
      self.calls = calls.inMemory
      self.model = model?.inMemory
      self.cpython = cpython.inMemory
    }
  }

  /// The calls for all objects of one type.
  public struct TypeRow: Hashable, Sendable {
    /// `tp_name`.
    public let type: String
    /// How many calls.
    public let calls: Int
    /// Bytes that CPython answered, over all calls.
    public let bytes: Int
    /// The most bytes that it answered for one object.
    public let largest: Int

    /// A row from its figures.
    public init(type: String, calls: Int, bytes: Int, largest: Int) {
      self.type = type
      self.calls = calls.inMemory
      self.bytes = bytes.inMemory
      self.largest = largest.inMemory
    }
  }

  /// One of the largest objects.
  public struct LargeObject: Hashable, Sendable {
    /// `tp_name` of its type.
    public let type: String
    /// What CPython answered for it, in bytes.
    public let bytes: Int

    /// An object of a type.
    public init(type: String, bytes: Int) {
      self.type = type
      self.bytes = bytes
    }
  }

  /// The build the program ran on.
  public let build: Build
  /// All calls.
  public let calls: Int
  /// Calls in which model and CPython say the same.
  public let agreements: Int
  /// Calls that raised an exception or answered the default.
  public let raised: Int
  /// Calls of types beyond those that can be listed.
  public let unlisted: Int
  /// The types whose calls do not simply agree.
  public let rows: [Row]
  /// The types with the most bytes over all calls, the first one first.
  public let largestTypes: [TypeRow]
  /// The largest objects, the largest first.
  public let largestObjects: [LargeObject]
  /// The program's exit code.
  public let exitCode: Int
  /// How it ended, where a signal ended it: `crashed with SIGSEGV`.
  public let crash: String?

  /// A report from its figures; rows are put in the order of verdict, calls, type.
  public init(
    build: Build, calls: Int, agreements: Int, raised: Int, unlisted: Int, rows: [Row],
    types: [TypeRow] = [], largestObjects: [LargeObject] = [], exitCode: Int, crash: String?
  ) {
    self.build = build
    self.calls = calls.inMemory
    self.agreements = agreements.inMemory
    self.raised = raised.inMemory
    self.unlisted = unlisted.inMemory
    self.rows = rows.sorted { one, other in
      (one.verdict.rawValue, -one.calls, one.type)
        < (other.verdict.rawValue, -other.calls, other.type)
    }
    let largest = types.sorted { ($1.bytes, $0.type) < ($0.bytes, $1.type) }
    largestTypes = Array(largest.prefix(10))
    self.largestObjects = largestObjects
    self.exitCode = exitCode
    self.crash = crash
  }

  /// How many calls had a verdict.
  public func count(_ verdict: Verdict) -> Int {
    rows.reduce(0) { $0 + ($1.verdict == verdict ? $1.calls : 0) }
  }
}

extension ShadowReport: Report {
  /// The types with their verdicts, the largest, and what the calls came to.
  public var document: Document {
    var blocks: [Document.Block] = [
      .heading("sys.getsizeof on CPython \(build)", level: 1)
    ]
    if !rows.isEmpty { blocks.append(.table(table)) }
    if !largestTypes.isEmpty { blocks += [.table(typeTable), .table(objectTable)] }
    if let crash {
      blocks.append(.line("the interpreter \(crash): this is what was counted until then"))
    }
    blocks.append(.line(summary))
    return Document(blocks)
  }

  private var table: Table {
    Table(
      columns: [
        .text("type"), .number("calls"), .text("verdict"), .number("model"), .number("CPython"),
      ],
      rows: rows.map { row in
        let cells = [
          row.type, "\(row.calls)", row.verdict.rawValue, row.model.map { "\($0)" } ?? "",
          "\(row.cpython)",
        ]
        return Table.Row(cells, row.verdict == .disagrees ? .alarm : .none)
      })
  }

  private var typeTable: Table {
    Table(
      columns: [
        .text("largest types"), .number("calls"), .number("bytes over all"), .number("largest"),
      ],
      rows: largestTypes.map { .init([$0.type, "\($0.calls)", "\($0.bytes)", "\($0.largest)"]) })
  }

  private var objectTable: Table {
    Table(
      columns: [.text("largest objects"), .number("bytes")],
      rows: largestObjects.map { .init([$0.type, "\($0.bytes)"]) })
  }

  private var summary: String {
    var parts = ["\(agreements) agree", "\(count(.disagrees)) disagree"]
    parts.append("\(count(.notModelled)) not modelled")
    if count(.own) > 0 { parts.append("\(count(.own)) answered by the program's own __sizeof__") }
    if raised > 0 { parts.append("\(raised) without a size") }
    if unlisted > 0 { parts.append("\(unlisted) of types beyond the list") }
    return "\(calls) call\(calls == 1 ? "" : "s"): \(parts.joined(separator: ", "))"
  }

  /// A row for each type and verdict, then the largest types and objects.
  public var flatTable: Table {
    Table(
      columns: ["build", "type", "verdict", "calls", "model", "cpython", "bytes"].map { .text($0) },
      rows: rows.map { row in
        .init([
          "\(build)", row.type, row.verdict.rawValue, "\(row.calls)",
          row.model.map { "\($0)" } ?? "", "\(row.cpython)", "",
        ])
      }
        + largestTypes.map {
          .init([
            "\(build)", $0.type, "largest type", "\($0.calls)", "", "\($0.largest)", "\($0.bytes)",
          ])
        }
        + largestObjects.map {
          .init(["\(build)", $0.type, "largest object", "", "", "\($0.bytes)", ""])
        })
  }

  /// Counts of calls, and the same three lists.
  public var json: JSON {
    .object([
      "schema": .int(1), "build": .string("\(build)"), "calls": .int(calls),
      "agreements": .int(agreements), "disagreements": .int(count(.disagrees)),
      "notModelled": .int(count(.notModelled)), "own": .int(count(.own)), "raised": .int(raised),
      "unlisted": .int(unlisted), "exitCode": .int(exitCode), "crash": .string(crash),
      "types": .array(
        rows.map { row in
          .object([
            "type": .string(row.type), "verdict": .string(row.verdict.rawValue),
            "calls": .int(row.calls), "model": .int(row.model), "cpython": .int(row.cpython),
          ])
        }),
      "largestTypes": .array(
        largestTypes.map {
          .object([
            "type": .string($0.type), "calls": .int($0.calls), "bytes": .int($0.bytes),
            "largest": .int($0.largest),
          ])
        }),
      "largestObjects": .array(
        largestObjects.map { .object(["type": .string($0.type), "bytes": .int($0.bytes)]) }),
    ])
  }
}
