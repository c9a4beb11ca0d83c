import CommandLineSupport
import FoundationEssentials
import OracleSupport
import Subprocess
import SystemPackage
import Testing

/// Whoever is interrupted leaves no process and no half-filled folder behind.
@Suite(.serialized) struct InterruptionTests {
  private let folder: String
  private let note: String

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "pysize-\(UUID())").path
    note = "\(folder)/note"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  private static let signals: [(Signal, String)] = [
    (.interrupt, "SIGINT"), (.terminate, "SIGTERM"), (.terminalClosed, "SIGHUP"),
    (.quit, "SIGQUIT"),
  ]

  @Test func whileAnInterpreterIsAsked() async throws {
    let hang = "\(folder)/python"
    write(
      "#!/bin/sh\necho $$ > \(note); kill -$SIGNAL $PPID; exec sleep 1000\n", to: hang, mode: 0o755)
    for (signal, name) in Self.signals {
      let left = try await interrupted(by: signal, ["interpreters", "--python", hang])
      #expect(left.status == .signaled(signal.rawValue), "\(name)")
      #expect(left.errors.isEmpty, "\(name): \(left.errors)")
      try await expectEnd(of: left.child, name)
    }
    // A killed run cannot end it: the next run does
    let killed = try await interrupted(by: .kill, ["interpreters", "--python", hang])
    #expect(halfFilled("interpreters").count == 1)
    let next = try await CommandLineRun(["interpreters"], environment: variables)
    #expect(next.exitCode == 0, "\(next.errors)")
    try await expectEnd(of: killed.child, "SIGKILL")
    #expect(halfFilled("interpreters").isEmpty)
    try FileManager.default.removeItem(atPath: folder)
  }

  @Test func whilePipInstalls() async throws {
    let python = try await pythonWithEndlessPip()
    let command = ["compare", "tuple", "namedlist", "--install", "--python", python]
    for (signal, name) in Self.signals {
      let left = try await interrupted(by: signal, command)
      #expect(left.status == .signaled(signal.rawValue), "\(name)")
      #expect(left.errors.isEmpty, "\(name): \(left.errors)")
      try await expectEnd(of: left.child, name)
      #expect(halfFilled("packages").isEmpty, "\(name)")
    }
    // A killed run cannot tidy up: the next run does
    let killed = try await interrupted(by: .kill, command)
    #expect(halfFilled("packages").count == 1)
    let next = try await CommandLineRun(
      ["compare", "tuple", "--python", python], environment: variables)
    #expect(next.exitCode == 0, "\(next.errors)")
    try await expectEnd(of: killed.child, "SIGKILL")
    #expect(halfFilled("packages").isEmpty)
    try FileManager.default.removeItem(atPath: folder)
  }

  /// A virtual environment with a pip that says who it is, and does not end.
  private func pythonWithEndlessPip() async throws -> String {
    let python = try #require(Oracle.onPath("python3"))
    _ = try await Oracle.run(python, ["-m", "venv", "--without-pip", "\(folder)/venv"])
    let site = try await Oracle.run(
      "\(folder)/venv/bin/python",
      ["-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    ).split(separator: "\n").joined()
    try FileManager.default.createDirectory(
      atPath: "\(site)/pip", withIntermediateDirectories: true)
    write("", to: "\(site)/pip/__init__.py")
    write(
      """
      import os, time
      with open('\(note)', 'w') as file:
          file.write('%d\\n' % os.getpid())
      os.kill(os.getppid(), int(os.environ['SIGNAL']))
      time.sleep(1000)
      """, to: "\(site)/pip/__main__.py")
    return "\(folder)/venv/bin/python"
  }

  private var variables: [String: String?] { ["XDG_CACHE_HOME": "\(folder)/cache"] }

  /// The hidden folders in a part of the cache.
  private func halfFilled(_ part: String) -> [String] {
    let whole = "\(folder)/cache/pysize/\(part)"
    return ((try? FileManager.default.subpathsOfDirectory(atPath: whole)) ?? [])
      .filter { $0.split(separator: "/").last?.hasPrefix(".") == true }
  }

  private func write(_ text: String, to path: String, mode: Int = 0o644) {
    _ = FileManager.default.createFile(
      atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: mode])
  }

  /// Runs `pysize`, to which the child that it waits for sends a signal.
  private func interrupted(
    by signal: Signal, _ arguments: [String]
  ) async throws -> (status: TerminationStatus, child: Int32, errors: String) {
    try? FileManager.default.removeItem(atPath: note)
    let errors = try FileDescriptor.open(
      FilePath("\(folder)/errors"), .readWrite, options: [.create, .truncate],
      permissions: .ownerReadWrite)
    let variables = variables.merging(["SIGNAL": "\(signal.rawValue)"]) { $1 }
    let updates = variables.compactMap { name, value in
      Environment.Key(rawValue: name).map { ($0, value) }
    }
    let result = try await run(
      .path(Checkout.pysize), arguments: Arguments(arguments),
      environment: .inherit.updating(Dictionary(updates) { a, _ in a }), output: .discarded,
      error: .fileDescriptor(errors, closeAfterSpawningProcess: true))
    let text = try String(contentsOfFile: "\(folder)/errors", encoding: .utf8)
    let child = try String(contentsOfFile: note, encoding: .utf8)
    return (result.terminationStatus, try #require(Int32(child.dropLast())), text)
  }

  private func expectEnd(of pid: Int32, _ name: String) async throws {
    for _ in 0..<250 {
      let stat = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)
      let state = stat?.split(separator: ")").last
      if state == nil || state?.hasPrefix(" Z") == true { return }
      try await Task.sleep(for: .milliseconds(20))
    }
    Issue.record("\(name): process \(pid) is still there")
  }
}
