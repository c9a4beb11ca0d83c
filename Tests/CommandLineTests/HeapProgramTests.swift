import CommandLineSupport
import FoundationEssentials
import OracleSupport
import Subprocess
import SystemPackage
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A program that `pysize heap` runs: how it is interrupted, how it fails.
@Suite(.serialized) struct HeapProgramTests {
  private let folder: String

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "pysize-\(UUID())").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  private func write(_ text: String, to name: String) -> String {
    let path = "\(folder)/\(name)"
    _ = FileManager.default.createFile(atPath: path, contents: Data(text.utf8))
    return path
  }

  /// Never ends, and keeps nothing once it is told to.
  private func server(_ setup: String = "") -> String {
    write(
      """
      import os, signal, sys, time
      class Thing(object): pass
      things = [Thing() for _ in range(1234)]
      \(setup)
      with open('\(folder)/part', 'w') as file: file.write(str(os.getpid()))
      os.rename('\(folder)/part', '\(folder)/pid')
      try:
          while True: time.sleep(1000)
      finally: del things[:]
      """, to: "server.py")
  }

  /// Looks at a program that never ends; signals are sent to this process or the program's.
  private func look(
    at program: String, on python: OracleSupport.Interpreter,
    _ send: @escaping @Sendable (_ pysize: Int32, _ program: Int32) async throws -> Void
  ) async throws -> (status: TerminationStatus, output: String, errors: String) {
    let note = "\(folder)/pid"
    try? FileManager.default.removeItem(atPath: note)
    func file(_ name: String) throws -> FileDescriptor {
      try .open(
        FilePath("\(folder)/\(name)"), .readWrite, options: [.create, .truncate],
        permissions: .ownerReadWrite)
    }
    let result = try await run(
      .path(Checkout.pysize),
      arguments: [
        "heap", "--python", python.executable, "--type", "Thing", "--", program,
      ], input: .none,
      output: .fileDescriptor(try file("output"), closeAfterSpawningProcess: true),
      error: .fileDescriptor(try file("errors"), closeAfterSpawningProcess: true)
    ) { look in
      while !FileManager.default.fileExists(atPath: note) {
        try await Task.sleep(for: .milliseconds(5))
      }
      let text = try String(contentsOfFile: note, encoding: .utf8)
      try await send(look.processIdentifier.value, try #require(Int32(text)))
    }
    let pid = try #require(Int32(String(contentsOfFile: note, encoding: .utf8)))
    #expect(kill(pid, 0) != 0, "the program outlived pysize")
    return (
      result.terminationStatus, try String(contentsOfFile: "\(folder)/output", encoding: .utf8),
      try String(contentsOfFile: "\(folder)/errors", encoding: .utf8)
    )
  }

  @Test(arguments: await LiveBuild.all())
  func interruptedItIsLookedAtAsItIs(_ live: LiveBuild) async throws {
    let python = try live.required()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    // As a terminal does, to both
    let both = try await look(at: server(), on: python) {
      kill($0, SIGINT)
      kill($1, SIGINT)
    }
    #expect(both.status == .exited(0) && both.output.contains("Thing: 1234 "), "\(both)")
    #expect(both.errors.isEmpty, "\(both)")
  }

  @Test func askedToEndItIsLookedAtAsItIs() async throws {
    let python = try await #require(LiveBuild.newest().first).required()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let alone = try await look(at: server(), on: python) { pysize, _ in kill(pysize, SIGTERM) }
    #expect(alone.status == .exited(0) && alone.output.contains("Thing: 1234 "), "\(alone)")
    // What ignores signals, and what has a handler of its own
    for setup in ["signal.SIG_IGN", "lambda *given: None"] {
      let own = try await look(
        at: server("signal.signal(signal.SIGINT, \(setup))"), on: python
      ) {
        kill($0, SIGINT)
        kill($1, SIGINT)
      }
      #expect(own.status == .exited(0) && own.output.contains("Thing: 1234 "), "\(own)")
    }
  }

  @Test func whatElseEndsPysizeEndsTheProgram() async throws {
    let python = try await #require(LiveBuild.newest().first).required()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let hangup = try await look(at: server(), on: python) { pysize, _ in kill(pysize, SIGHUP) }
    #expect(hangup.status == .signaled(SIGHUP) && hangup.output.isEmpty, "\(hangup)")
    // The second one ends all; the report may have been written before it comes
    let twice = try await look(at: server(), on: python) { pysize, _ in
      for _ in 0..<2 {
        kill(pysize, SIGINT)
        try await Task.sleep(for: .milliseconds(1))
      }
    }
    #expect([.signaled(SIGINT), .exited(0)].contains(twice.status), "\(twice)")
  }

  /// A signal that is meant for the program alone is what it always is.
  @Test func aProgramMayInterruptItself() async throws {
    let python = try await #require(LiveBuild.newest().first).required()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let code = """
      import os, signal, time
      class Thing(object): pass
      try:
          os.kill(os.getpid(), signal.SIGINT)
          time.sleep(1000)
      except KeyboardInterrupt: things = [Thing() for _ in range(7)]
      """
    let run = try await CommandLineRun([
      "heap", "--python", python.executable, "--type", "Thing", "--", "-c", code,
    ])
    #expect(run.exitCode == 0 && run.output.contains("Thing: 7 "), "\(run)")
  }

  @Test(arguments: await LiveBuild.all())
  func whatNeverRanIsNotLookedAt(_ live: LiveBuild) async throws {
    let python = try live.required().executable
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let bad = write("x = 1\nif :\n", to: "bad.py")
    for (program, words) in [
      ([bad], "bad.py\", line 2"), (["-c", "if :"], "File \"<string>\", line 1"),
      (["-m", "no_such_module"], "No module named no_such_module"),
    ] {
      let run = try await CommandLineRun(["heap", "--python", python, "--"] + program)
      #expect(run.exitCode == 1 && run.output.isEmpty, "\(program): \(run)")
      let lines = run.errors.split(separator: "\n")
      #expect(
        lines.last == "pysize: nothing of the program ran: there is nothing to look at", "\(run)")
      #expect(run.errors.contains(words), "\(program): \(run)")
      // As the interpreter itself says it
      let told = try await CommandLineRun(executable: python, arguments: program)
      #expect(lines.dropLast() == told.errors.split(separator: "\n")[...], "\(told.errors)")
    }
  }

  @Test(arguments: await LiveBuild.all())
  func whatFailedIsLookedAtAsItWas(_ live: LiveBuild) async throws {
    let python = try live.required().executable
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let code = """
      class Thing(object): pass
      def work():
          things = [Thing() for _ in range(1234)]
          raise MemoryError('enough')
      work()
      """
    let run = try await CommandLineRun([
      "heap", "--python", python, "--type", "Thing", "--", write(code, to: "fails.py"),
    ])
    #expect(run.exitCode == 1 && run.output.contains("Thing: 1234 "), "\(run)")
    let lines = run.errors.split(separator: "\n")
    #expect(
      lines.first
        == "pysize: MemoryError ended the program: it is looked at as it was at that moment",
      "\(run)")
    let told = try await CommandLineRun(
      executable: python, arguments: ["\(folder)/fails.py"])
    #expect(lines.dropFirst() == told.errors.split(separator: "\n")[...], "\(told.errors)")
    // Leaving is no failure
    let left = try await CommandLineRun([
      "heap", "--python", python, "--type", "object", "--", "-c",
      "import sys; x = [object() for i in range(2000)]; sys.exit('over')",
    ])
    #expect(left.exitCode == 1 && left.errors == "over\n", "\(left)")
  }
}
