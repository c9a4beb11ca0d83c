import CommandLineSupport
import FoundationEssentials
import OracleSupport
import SeededRandom
import Testing

/// Programs run by `pysize shadow` on every interpreter: their sizes, and that nothing else changes.
@Suite struct ShadowTests {
  @Test("CPython's own size tests pass with the model's answers", arguments: await LiveBuild.all())
  func sizeofTest(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    let test = "test.test_sys.SizeofTest"
    let isThere = try await CommandLineRun(
      executable: interpreter.executable, arguments: ["-c", "import test.test_sys"])
    guard isThere.exitCode == 0 else {
      print("skipped: \(test) on \(interpreter.build) because its test package is not installed")
      try Test.cancel("the test package of \(interpreter.build) is not installed")
    }
    let run = try await ShadowedRun(
      on: interpreter, ["--answer", "model"], ["-m", "unittest", test])
    #expect(run.exitCode == 0, "\(interpreter.build): \(run.errors)")
    #expect(run.types.filter { $0.verdict != "own __sizeof__" } == [], "\(interpreter.build)")
    #expect(run.calls > 100, "\(interpreter.build)")
    print("checked: \(interpreter.build): \(run.calls) calls of sys.getsizeof in \(test)")
  }

  @Test("objects of the builtin and the library's types", arguments: await LiveBuild.all())
  func kinds(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    let run = try await ShadowedRun(on: interpreter, [], [Self.script("kinds.py")])
    #expect(run.exitCode == 0, "\(interpreter.build): \(run.errors)")
    #expect(run.output == "end\n", "\(interpreter.build): \(run.output)")
    #expect(run.types == [], "\(interpreter.build)")
    #expect(run.calls > 10_000, "\(interpreter.build)")
    print("checked: \(interpreter.build): \(run.calls) objects of all kinds")
  }

  @Test("what getsizeof does besides", arguments: await LiveBuild.all())
  func getsizeof(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    let program = [Self.script("getsizeof.py")]
    let plain = try await CommandLineRun(executable: interpreter.executable, arguments: program)
    let run = try await ShadowedRun(on: interpreter, ["--answer", "model"], program)
    #expect(run.output == plain.output, "\(interpreter.build)")
    #expect(run.exitCode == 0 && plain.exitCode == 0, "\(interpreter.build): \(run.errors)")
    #expect(run.types.map(\.type) == ["Odd"], "\(interpreter.build)")
    #expect(run.types.map(\.verdict) == ["own __sizeof__"], "\(interpreter.build)")
    #expect(run.disagreements == 0, "\(interpreter.build)")
  }

  @Test("a metaclass that misbehaves", arguments: await LiveBuild.all())
  func metaclasses(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    let program = [Self.script("metaclasses.py")]
    let plain = try await CommandLineRun(executable: interpreter.executable, arguments: program)
    let run = try await ShadowedRun(on: interpreter, ["--answer", "model"], program)
    #expect(run.output == plain.output, "\(interpreter.build)")
    #expect(run.exitCode == 0 && plain.exitCode == 0, "\(interpreter.build): \(run.errors)")
    #expect(run.types.filter { $0.verdict != "own __sizeof__" } == [], "\(interpreter.build)")
  }

  @Test("objects that change while they are read", arguments: await LiveBuild.all())
  func changes(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    let run = try await ShadowedRun(
      on: interpreter, ["--answer", "model"], [Self.script("changes.py")])
    #expect(run.exitCode == 0, "\(interpreter.build): \(run.errors)")
    #expect(run.output.contains("80000") && run.output.contains("50"), "\(interpreter.build)")
    #expect(run.disagreements == 0, "\(interpreter.build): \(run.types)")
  }

  /// Programs, and the arguments that follow them.
  static let programs: [[String]] = [
    ["-c", "import sys; print(sys.argv, sys.path[0], __name__)", "a", "-b", "--python", "é"],
    ["-c", "import sys; print(sys.executable, sys.prefix, sys.flags, sys.stdin.read())"],
    ["-c", "import sys; print(sorted(sys.modules), sorted(globals()), len(sys.path))"],
    ["-c", "import sys; print(sys.getsizeof, sys.getsizeof.__doc__, sys.getsizeof.__self__)"],
    ["-c", "raise SystemExit(3)"],
    ["-c", "import sys; sys.exit('no')"],
    ["-c", "import os; os._exit(7)"],
    ["-c", "1 / 0"],
    ["-c", "import os; print(os.listdir('/proc/self/task') == [str(os.getpid())])"],
    ["-c", "import os, signal; print(signal.getsignal(signal.SIGTERM), os.getpgid(0) > 0)"],
    ["-c", "print([l for l in open('/proc/self/status') if l[:3] == 'Sig' and l[3] in 'BIC'])"],
    ["-c", "def f(): f()\nf()"],
    ["-c", "import sys; sys.setrecursionlimit(100); f = lambda: sys.getsizeof(f()); f()"],
    ["-c", "import sys; del sys.modules['sys'], sys.getsizeof; import sys"],
    ["-m", "no_such_module"],
    ["-m", "timeit", "-n", "1", "-r", "1", "-h"],
    ["-W", "error", "-c", "import warnings; warnings.warn('w')"],
    ["/no/such/script.py"],
    [script("names.py"), "one", "--two"],
  ]

  @Test(
    "a program runs as it does without", arguments: await LiveBuild.all(),
    SplitMix64.each(6, of: programs))
  func passThrough(_ live: LiveBuild, _ program: [String]) async throws {
    let interpreter = try live.required()
    let plain = try await CommandLineRun(executable: interpreter.executable, arguments: program)
    let run = try await ShadowedRun(on: interpreter, [], program)
    #expect(run.output == plain.output, "\(interpreter.build): \(program)")
    #expect(run.exitCode == plain.exitCode, "\(interpreter.build): \(program)")
    #expect(run.errors == plain.errors, "\(interpreter.build): \(program)")
  }

  @Test("what was counted stays when a program dies", arguments: await LiveBuild.all())
  func deaths(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    for (number, name) in [(11, "SIGSEGV"), (9, "SIGKILL"), (6, "SIGABRT")] {
      let program = """
        import os, sys
        for o in range(10): sys.getsizeof(o)
        os.kill(os.getpid(), \(number))
        """
      let run = try await ShadowedRun(on: interpreter, [], ["-c", program])
      #expect(run.exitCode == Int32(128 + number), "\(interpreter.build)")
      #expect(run.crash?.contains(name) == true, "\(interpreter.build): \(run.crash ?? "")")
      #expect(run.calls == 10, "\(interpreter.build)")
    }
  }

  @Test("children and threads are counted", arguments: await LiveBuild.all())
  func children(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    let program = """
      import os, sys, threading
      def work():
          for o in range(1000): sys.getsizeof([o])
      child = os.fork()
      threads = [threading.Thread(target=work) for _ in range(4)]
      for t in threads: t.start()
      for t in threads: t.join()
      if not child: os._exit(0)
      os.waitpid(child, 0)
      """
    let run = try await ShadowedRun(on: interpreter, [], ["-c", program])
    #expect(run.exitCode == 0, "\(interpreter.build): \(run.errors)")
    #expect(run.calls == 8000 && run.disagreements == 0, "\(interpreter.build)")
  }

  /// A program beside this file.
  static func script(_ name: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent().path + "/Python/" + name
  }
}
