internal import Subprocess
internal import SystemPackage

/// Asks one executable what it is.
struct Probe: Sendable {
  /// The environment it is asked in.
  let environment: [String: String]
  /// How long it may think.
  let timeLimit: Duration
  /// Earlier answers; `nil` to ask every time.
  let cache: ProbeCache?

  /// The Python that asks.
  static let source = String(decoding: PackageResources.probe_py, as: UTF8.self)

  /// The interpreter at a path, which messages call `request`.
  func ask(_ path: FilePath, request: String) async throws(InterpreterError) -> Interpreter {
    // Checked for a known interpreter too: the next step is to start it
    if let shortage = OpenFiles.shortage {
      throw InterpreterError(request, reason(.noFiles(shortage)))
    }
    let report: ProbeReport
    if let known = cache?.report(of: path) {
      report = known
    } else {
      report = try await self.report(of: path, request: request)
      // What a wrapper or a shim starts may be something else the next time
      if executable(path, report) == path { cache?.keep(report, of: path) }
    }
    let build = try report.build(of: request)
    return Interpreter(
      executable: executable(path, report), build: build, libpython: libpython(report),
      obstacle: obstacle(report))
  }

  private func report(
    of path: FilePath, request: String
  ) async throws(InterpreterError) -> ProbeReport {
    // A killed run leaves the folder behind: the next run finds it, and ends what still works for
    // it
    let work = cache.flatMap { try? WorkFolder(in: $0.folder, for: "probe") }
    defer { work?.remove() }
    var environment = environment.withoutPython
    environment[WorkFolder.variable] = work?.path.text
    let command = Command(
      executable: path, arguments: ["-E", "-S", "-c", Self.source], environment: environment,
      timeLimit: timeLimit)
    let outcome: Command.Outcome
    do {
      outcome = try await command.run()
    } catch {
      throw InterpreterError(request, reason(error))
    }
    guard let report = ProbeReport(output: outcome.output) else {
      throw InterpreterError(request, reason(outcome))
    }
    return report
  }

  /// What was asked, unless that was a wrapper or a shim around another executable.
  private func executable(_ path: FilePath, _ report: ProbeReport) -> FilePath {
    guard let told = report.executable?.path, told.isAbsolute,
      told.isExecutableFile, told.resolved != path.resolved
    else { return path }
    return told
  }

  /// A libpython this process can load: pointers of another size cannot be in it.
  private func libpython(_ report: ProbeReport) -> FilePath? {
    guard report.pointerSize == MemoryLayout<UInt>.size else { return nil }
    return (report.libpython?.path).flatMap { $0.kind == .regular ? $0 : nil }
  }

  /// Why there is none.
  private func obstacle(_ report: ProbeReport) -> Interpreter.Obstacle? {
    if libpython(report) != nil { return nil }
    if report.pointerSize != MemoryLayout<UInt>.size { return .pointerSize }
    return report.otherLibpython.map { .otherVersion($0.path) } ?? .notInstalled
  }

  private func reason(_ failure: Command.Failure) -> String {
    switch failure {
    case .cannotStart(let why): "is not a Python: it cannot be started: \(why)"
    case .noFiles(let why): "cannot be started: \(why)"
    case .tooSlow: "gave no answer within \(timeLimit.inWords) when asked for its version"
    case .tooLong: "is not a Python: it never stops writing when asked for its version"
    }
  }

  private func reason(_ outcome: Command.Outcome) -> String {
    switch outcome.status {
    case .signaled: "\(outcome.status.predicate) when asked for its version"
    case .exited(let code):
      "is not a Python: it "
        + (code == 0 ? "does not tell its version when asked" : outcome.status.predicate)
        + (outcome.errors.helplessLine.map { ": \($0)" } ?? "")
    }
  }
}

extension Duration {
  /// `10 s`, `0.3 s`.
  var inWords: String {
    let milliseconds = components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    return milliseconds % 1000 == 0
      ? "\(milliseconds / 1000) s" : "\(Double(milliseconds) / 1000) s"
  }
}
