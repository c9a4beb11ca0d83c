public import PyLayout

/// `pysize interpreters`: what was found, which build each is, how it is reached, what is missing.
public struct InterpretersReport: Sendable {
  /// One interpreter.
  public struct Entry: Sendable {
    /// The build.
    public let build: Build
    /// Its executable.
    public let executable: String
    /// Its libpython; `nil` when there is none.
    public let libpython: String?
    /// How it is reached: `libpython` or `process`.
    public let bridge: String
    /// What records would need and it lacks; `nil` when it could not be asked.
    public let missing: [String]?
    /// Why it is not loaded, and what to do; `nil` where it is.
    public let whyNotLoaded: String?

    /// An entry from its facts.
    public init(
      build: Build, executable: String, libpython: String?, bridge: String, missing: [String]?,
      whyNotLoaded: String? = nil
    ) {
      self.build = build
      self.executable = executable
      self.libpython = libpython
      self.bridge = bridge
      self.missing = missing
      self.whyNotLoaded = whyNotLoaded
    }
  }

  /// The interpreters, in the order they were found.
  public let entries: [Entry]

  /// A report on these interpreters.
  public init(_ entries: [Entry]) { self.entries = entries }
}

extension InterpretersReport: Report {
  /// A table of interpreters, then what each lacks and why one is not loaded.
  public var document: Document {
    guard !entries.isEmpty else { return Document([.line("no interpreter found")]) }
    let rows = entries.map { entry in
      Table.Row([
        "\(entry.build)", entry.bridge, "\(entry.build.gcHeadSize)", entry.executable,
      ])
    }
    let columns: [Table.Column] = [
      .text("build"), .text("reached by"), .number("GC head"), .text("executable"),
    ]
    return Document(
      [.table(Table(columns: columns, rows: rows))]
        + entries.map { .line("\($0.build) \($0.missingText)") }
        + entries.compactMap { entry in
          entry.whyNotLoaded.map { .line("\(entry.build) \($0)") }
        })
  }

  /// A row for each interpreter.
  public var flatTable: Table {
    Table(
      columns: ["build", "bridge", "executable", "libpython", "missing"].map { .text($0) },
      rows: entries.map { entry in
        .init([
          "\(entry.build)", entry.bridge, entry.executable, entry.libpython ?? "",
          (entry.missing ?? []).joined(separator: " "),
        ])
      })
  }

  /// A list of interpreters.
  public var json: JSON {
    .object([
      "schema": .int(1),
      "interpreters": .array(
        entries.map { entry in
          .object([
            "build": .string("\(entry.build)"), "version": .string("\(entry.build.version)"),
            "pointerSize": .int(entry.build.pointerSize), "executable": .string(entry.executable),
            "libpython": .string(entry.libpython), "bridge": .string(entry.bridge),
            "missing": entry.missing.map { .array($0.map { .string($0) }) } ?? .null,
            "whyNotLoaded": .string(entry.whyNotLoaded),
          ])
        }),
    ])
  }
}

extension InterpretersReport.Entry {
  fileprivate var missingText: String {
    guard let missing else { return "could not be asked what it lacks" }
    return missing.isEmpty ? "lacks nothing" : "lacks \(missing.joined(separator: ", "))"
  }
}
