public import PyLayout

/// `pysize heap --list`: the processes that run CPython.
public struct ProcessesReport: Sendable {
  /// One process.
  public struct Entry: Sendable {
    /// Its number.
    public let pid: Int32
    /// Which CPython it is; `nil` where it may not be read.
    public let build: Build?
    /// Why it may not be read; `nil` where it may.
    public let reason: String?
    /// Bytes that are in memory.
    public let resident: Int
    /// What it was started as.
    public let command: String

    /// A process from its facts.
    public init(pid: Int32, build: Build?, reason: String?, resident: Int, command: String) {
      self.pid = pid
      self.build = build
      self.reason = reason
      self.resident = resident
      self.command = command
    }
  }

  /// The processes, in the order of their numbers.
  public let entries: [Entry]

  /// A report on these processes.
  public init(_ entries: [Entry]) { self.entries = entries }
}

extension ProcessesReport: Report {
  /// A table of processes, then why some may not be read.
  public var document: Document {
    guard !entries.isEmpty else { return Document([.line("no process runs CPython")]) }
    let table = Table(
      columns: [
        .number("process"), .text("build"), .number("in memory"), .text("command", breaks: true),
      ],
      rows: entries.map { entry in
        Table.Row([
          "\(entry.pid)", entry.build.map { "\($0)" } ?? "not readable",
          Quantity.bytes(entry.resident), Self.cut(entry.command),
        ])
      })
    return Document([.table(table)] + entries.compactMap { $0.reason.map { .line($0) } })
  }

  /// A command in a line: a program that was given with `-c` may be long.
  private static func cut(_ command: String) -> String {
    command.count > 120 ? "\(command.prefix(119))…" : command
  }

  /// A row for each process.
  public var flatTable: Table {
    Table(
      columns: ["pid", "build", "resident", "command", "reason"].map { .text($0) },
      rows: entries.map { entry in
        .init([
          "\(entry.pid)", entry.build.map { "\($0)" } ?? "", "\(entry.resident)", entry.command,
          entry.reason ?? "",
        ])
      })
  }

  /// A list of processes.
  public var json: JSON {
    .object([
      "schema": .int(1),
      "processes": .array(
        entries.map { entry in
          .object([
            "pid": .int(Int(entry.pid)), "build": .string(entry.build.map { "\($0)" }),
            "resident": .int(entry.resident), "command": .string(entry.command),
            "reason": .string(entry.reason),
          ])
        }),
    ])
  }
}
