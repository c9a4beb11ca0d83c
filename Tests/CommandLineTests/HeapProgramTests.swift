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
      // A program that cannot even start writes none
      for _ in 0..<6000 where !FileManager.default.fileExists(atPath: note) {
        try await Task.sleep(for: .milliseconds(10))
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

  /// A program has run when its threads have, which the interpreter waits for.
  @Test(arguments: await LiveBuild.all())
  func itsThreadsHaveRun(_ live: LiveBuild) async throws {
    let python = try live.required().executable
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let code = """
      import sys, threading, time
      class Thing(object): pass
      things = []
      def work():
          time.sleep(0.2)
          things.extend(Thing() for _ in range(1234))
      threading.Thread(target=work).start()
      try: from concurrent.futures import ThreadPoolExecutor
      except ImportError: work()
      else: ThreadPoolExecutor(1).submit(work)
      """
    let run = try await CommandLineRun([
      "heap", "--python", python, "--type", "Thing", "--", write(code, to: "threads.py"),
    ])
    #expect(run.exitCode == 0 && run.output.contains("Thing: 2468 "), "\(run)")
    #expect(run.errors.isEmpty, "\(run)")
    // One that never ends
    let endless = write(
      """
      import threading, time
      class Thing(object): pass
      things = [Thing() for _ in range(5)]
      def work():
          while True: time.sleep(0.1)
      threading.Thread(target=work).start()
      """, to: "endless.py")
    let looked = try await CommandLineRun([
      "heap", "--python", python, "--type", "Thing", "--after", "1", "--", endless,
    ])
    #expect(looked.exitCode == 0 && looked.output.contains("Thing: 5 "), "\(looked)")
  }

  /// A file's name, its place, and what is no file of source are as the interpreter has them.
  @Test(arguments: await LiveBuild.all())
  func filesAreRunAsByTheInterpreter(_ live: LiveBuild) async throws {
    let python = try live.required().executable
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let code = """
      from __future__ import print_function
      import sys, traceback, warnings
      print(__file__, __name__, sys.argv, sys.path[0])
      try: 1 / 0
      except ZeroDivisionError: print(traceback.format_exc())
      warnings.warn('w')
      """
    _ = write(code, to: "plain.py")
    _ = try await CommandLineRun(
      executable: python,
      arguments: [
        "-c",
        """
        import os, py_compile, sys, zipfile
        os.chdir(sys.argv[1])
        py_compile.compile('plain.py', 'compiled.pyc', os.path.abspath('plain.py'), True)
        os.mkdir('folder')
        os.rename('plain.py', 'folder/__main__.py')
        archive = zipfile.ZipFile('archive', 'w')
        archive.write('folder/__main__.py', '__main__.py')
        archive.close()
        os.link('folder/__main__.py', 'plain.py')
        """, folder,
      ])
    let here = FileManager.default.currentDirectoryPath
    let up = String(repeating: "../", count: here.split(separator: "/").count)
    for name in ["plain.py", "compiled.pyc", "folder", "archive"] {
      // By a name that begins where we are
      let program = [up + "\(folder)/\(name)".dropFirst(), "1", "-x"]
      let told = try await CommandLineRun(executable: python, arguments: program)
      #expect(told.exitCode == 0, "\(name): \(told)")
      let run = try await CommandLineRun(["heap", "--python", python, "--"] + program)
      #expect(run.exitCode == 0 && run.output.hasPrefix(told.output), "\(name): \(run) \(told)")
      #expect(run.errors == told.errors, "\(name)")
    }
    let lines = ["-c", "import sys\ndef f():\n  raise ValueError(sys.argv)\nf()", "2"]
    let told = try await CommandLineRun(executable: python, arguments: lines)
    let run = try await CommandLineRun(["heap", "--python", python, "--"] + lines)
    #expect(run.errors.hasSuffix(told.errors), "\(run.errors) \(told.errors)")
  }

  @Test func whatItWritesIsApartFromTheReport() async throws {
    let python = try await #require(LiveBuild.newest().first).required().executable
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let program = ["--", "-c", "print('hello')"]
    let json = try await CommandLineRun(
      ["heap", "--python", python, "--format", "json"] + program)
    #expect(json.exitCode == 0 && json.errors == "hello\n", "\(json.errors)")
    struct Told: Decodable { let build: String }
    #expect(
      try JSONDecoder().decode(Told.self, from: Data(json.output.utf8)).build.isEmpty == false)
    let text = try await CommandLineRun(["heap", "--python", python] + program)
    #expect(text.output.hasPrefix("hello\nCPython "), "\(text.output)")
  }

  /// What cannot be done afterwards is said before anything runs.
  @Test func whereAPictureIsToBeIsLookedAtFirst() async throws {
    let python = try await #require(LiveBuild.newest().first).required().executable
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for place in ["\(folder)/none/a.picture", folder, "/dev/full", write("no picture", to: "text")]
    {
      let run = try await CommandLineRun([
        "heap", "--python", python, "--save", place, "--", "-c", "print('ran')",
      ])
      #expect(run.exitCode == 74 && run.output.isEmpty, "\(place): \(run)")
      #expect(run.errors.split(separator: "\n").count == 1, "\(run)")
    }
  }

  /// A program goes on where pysize is gone, and says nothing that it would not say without it.
  @Test(arguments: await LiveBuild.all())
  func whatIsNotLookedAtAnyMoreGoesOn(_ live: LiveBuild) async throws {
    let python = try live.required().executable
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let program = write(
      """
      import os, signal, sys, time
      parent = os.getppid()
      os.kill(parent, signal.SIGKILL)
      while os.getppid() == parent: time.sleep(0.01)
      sys.stderr.write('ended')
      """, to: "kills.py")
    // The shell is there until the program has ended, too, as its streams are the program's
    let run = try await CommandLineRun(
      executable: "/bin/sh",
      arguments: ["-c", #""$0" "$@" 2>&1 | cat"#, Checkout.pysize.string]
        + ["heap", "--python", python, "--after", "60", "--", program])
    #expect(run.output == "ended", "\(run)")
  }

  @Test func whatClosedItsLineIsTold() async throws {
    let python = try await #require(LiveBuild.newest().first).required().executable
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let code = "import os; os.closerange(3, 100); files = [open(os.devnull) for _ in range(20)]"
    let run = try await CommandLineRun(["heap", "--python", python, "--", "-c", code])
    #expect(run.exitCode == 69, "\(run)")
    #expect(run.errors.contains("has closed file descriptor"), "\(run)")
  }
}
