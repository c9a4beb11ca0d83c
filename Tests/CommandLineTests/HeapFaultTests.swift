import CommandLineSupport
import FoundationEssentials
import OracleSupport
import SeededRandom
import Subprocess
import SystemPackage
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What goes wrong around a look at a process: the process goes on, and one line says what it was.
@Suite(.serialized) struct HeapFaultTests {
  private static let scripts = URL(filePath: #filePath).deletingLastPathComponent().path + "/Python"

  /// How processes are held and refused is the same for each CPython.
  private static func python() async throws -> OracleSupport.Interpreter {
    try #require(await LiveBuild.newest().first).required()
  }

  /// A line of `/proc/PID/status`; `nil` where there is no such process.
  private static func status(_ name: String, of pid: Int32) -> String? {
    let text = try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)
    return text?.split(separator: "\n").first { $0.hasPrefix("\(name):") }.map {
      $0.dropFirst(name.count + 1).trimmingPrefix(while: \.isWhitespace).description
    }
  }

  /// Expects one line that holds some words, and an exit code.
  private func expectRefusal(
    _ run: CommandLineRun, _ words: [String], _ location: SourceLocation = #_sourceLocation
  ) {
    #expect(
      run.exitCode == 69 && run.output.isEmpty && run.errors.split(separator: "\n").count == 1,
      "\(run)", sourceLocation: location)
    for word in words {
      #expect(run.errors.contains(word), "\(run.errors)", sourceLocation: location)
    }
  }

  @Test func killedInTheStopTheProcessGoesOn() async throws {
    let seed = SplitMix64.seed
    try await Self.python().converse("\(Self.scripts)/counting.py", extra: [:]) { conversation in
      let _: Int = try await conversation.hear()
      let target = conversation.pid
      var random = SplitMix64(seed: seed)
      var stopped = 0
      for turn in 0..<20 {
        let moment = Int.random(in: 0..<200, using: &random)
        let signal = turn % 4 < 2 ? SIGKILL : turn % 8 < 4 ? SIGINT : SIGTERM
        let result = try await run(
          .path(Checkout.pysize), arguments: ["heap", "\(target)", "--pause", "stop"],
          input: .none, output: .discarded, error: .discarded
        ) { look in
          let pid = look.processIdentifier.value
          // At a random moment, or as soon as it holds the process
          if turn % 2 == 0 { try await Task.sleep(for: .milliseconds(moment)) }
          while turn % 2 == 1, Self.status("TracerPid", of: target) == "0",
            Self.status("State", of: pid)?.hasPrefix("Z") == false
          { await Task.yield() }
          if Self.status("TracerPid", of: target) != "0" { stopped += 1 }
          kill(pid, signal)
        }
        let name = "signal \(signal), \(turn), after \(moment) ms, seed \(seed)"
        #expect(
          [.signaled(signal), .exited(0)].contains(result.terminationStatus),
          "\(name): \(result.terminationStatus)")
        #expect(Self.status("TracerPid", of: target) == "0", "\(name)")
        let before: Int = try await conversation.ask(0)
        var count = before
        // It stands in no stop: it answers, and counts on
        for _ in 0..<3000 where count == before {
          try await Task.sleep(for: .milliseconds(10))
          count = try await conversation.ask(0)
        }
        #expect(count > before, "\(name)")
      }
      print("checked: 20 kills of pysize, \(stopped) of them in the stop")
    }
  }

  @Test func aProcessThatEndsMeanwhile() async throws {
    let seed = SplitMix64.seed
    var random = SplitMix64(seed: seed)
    let executable = try await Self.python().executable
    for turn in 0..<10 {
      let moment = Int.random(in: 0..<150, using: &random)
      _ = try await run(
        .path(FilePath(executable)),
        arguments: [
          "-S", "-c", "import os; keep = 'x' * (30 << 20); os.write(1, b'0\\n'); os.read(0, 1)",
        ],
        input: .inputWriter, output: .sequence, error: .discarded
      ) { child in
        var lines = child.standardOutput.strings().makeAsyncIterator()
        #expect(try await lines.next() == "0")
        let pid = child.processIdentifier.value
        async let look = CommandLineRun([
          "heap", "\(pid)", "--top", "1", "--pause", turn % 2 == 0 ? "auto" : "stop",
        ])
        try await Task.sleep(for: .milliseconds(moment))
        kill(pid, SIGKILL)
        let found = try await look
        if found.exitCode != 0 { expectRefusal(found, ["\(pid)"]) }
      }
    }
  }

  @Test func anotherTracerHoldsIt() async throws {
    let python = try await Self.python()
    try await python.converse("\(Self.scripts)/counting.py", extra: [:]) { conversation in
      let _: Int = try await conversation.hear()
      let target = conversation.pid
      _ = try await run(
        .path(FilePath(python.executable)),
        arguments: ["-S", "\(Self.scripts)/tracer.py", "\(target)"],
        input: .inputWriter, output: .sequence, error: .discarded
      ) { tracer in
        var lines = tracer.standardOutput.strings().makeAsyncIterator()
        guard try await lines.next() == "0" else {
          print("skipped: a process that another traces because tracing is not allowed here")
          return
        }
        expectRefusal(
          try await CommandLineRun(["heap", "\(target)", "--pause", "stop"]),
          ["\(target)", "another tracer", "--pause none"])
        let torn = try await CommandLineRun(["heap", "\(target)", "--pause", "none", "--top", "1"])
        #expect(torn.exitCode == 0, "\(torn.errors)")
        _ = try await tracer.standardInputWriter.write(Array("\n".utf8))
        try await tracer.standardInputWriter.finish()
      }
      let after = try await CommandLineRun(["heap", "\(target)", "--pause", "stop", "--top", "1"])
      #expect(after.exitCode == 0, "\(after.errors)")
    }
  }

  /// Each waits until another has let go.
  @Test func manyLookAtOnce() async throws {
    try await Self.python().converse("\(Self.scripts)/counting.py", extra: [:]) { conversation in
      let _: Int = try await conversation.hear()
      let target = conversation.pid
      await withTaskGroup(of: Void.self) { group in
        for _ in 0..<6 {
          group.addTask {
            await #expect(throws: Never.self) {
              let look = ["heap", "\(target)", "--pause", "stop", "--top", "1"]
              let found = try await CommandLineRun(look)
              #expect(found.exitCode == 0, "\(found.errors)")
            }
          }
        }
      }
    }
  }

  @Test func whoMayNotLookIsTold() async throws {
    guard getuid() == 0, let setpriv = Oracle.onPath("setpriv") else {
      print("skipped: other users' processes because that needs root and setpriv")
      return
    }
    // Where others may run it
    let folder = FileManager.default.temporaryDirectory.appending(path: "pysize-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let open: [FileAttributeKey: Any] = [.posixPermissions: 0o755]
    try FileManager.default.setAttributes(open, ofItemAtPath: folder)
    let pysize = "\(folder)/pysize"
    try FileManager.default.copyItem(atPath: Checkout.pysize.string, toPath: pysize)
    try FileManager.default.setAttributes(open, ofItemAtPath: pysize)
    let nobody = ["--reuid=65534", "--regid=65534", "--clear-groups"]
    let started = try await CommandLineRun(
      executable: setpriv, arguments: nobody + [pysize, "--version"])
    guard started.exitCode == 0 else {
      print("skipped: other users' processes because another user cannot run pysize here")
      return
    }
    try await Self.python().converse("\(Self.scripts)/counting.py", extra: [:]) { conversation in
      let _: Int = try await conversation.hear()
      let look = [pysize, "heap", "\(conversation.pid)", "--pause", "stop"]
      for privileges in [nobody, ["--bounding-set=-sys_ptrace", "--inh-caps=-sys_ptrace"]] {
        expectRefusal(
          try await CommandLineRun(executable: setpriv, arguments: privileges + look),
          ["\(conversation.pid)", "CAP_SYS_PTRACE", "ptrace_scope", "seccomp"])
      }
    }
    // One's own processes, as far as Yama lets one
    let own = "/usr/bin/python3"
    guard FileManager.default.isExecutableFile(atPath: own) else {
      print("skipped: one's own processes, not as root, because there is no \(own)")
      return
    }
    _ = try await run(
      .path(FilePath(setpriv)),
      arguments: Arguments(
        nobody + [own, "-S", "-c", "import os; os.write(1, b'0\\n'); os.read(0, 1)"]),
      input: .inputWriter, output: .sequence, error: .discarded
    ) { child in
      var lines = child.standardOutput.strings().makeAsyncIterator()
      #expect(try await lines.next() == "0")
      let run = try await CommandLineRun(
        executable: setpriv,
        arguments: nobody
          + [pysize, "heap", "\(child.processIdentifier.value)", "--pause", "stop", "--top", "1"])
      let yama = try? String(contentsOfFile: "/proc/sys/kernel/yama/ptrace_scope", encoding: .utf8)
      if yama.map({ $0.hasPrefix("0") }) ?? true {
        #expect(run.exitCode == 0, "\(run)")
      } else {
        expectRefusal(run, ["ptrace_scope"])
      }
      try await child.standardInputWriter.finish()
    }
  }

  /// The folder of a thread stands in /proc, too.
  @Test func aThreadIsNoProcess() async throws {
    try await Self.python().converse("\(Self.scripts)/counting.py", extra: [:]) { conversation in
      let _: Int = try await conversation.hear()
      let pid = conversation.pid
      let threads = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/task")
      let thread = try #require(threads.compactMap { Int32($0) }.first { $0 != pid })
      expectRefusal(
        try await CommandLineRun(["heap", "\(thread)"]),
        ["\(thread) is a thread of process \(pid)"])
    }
  }

  @Test func whatAContainerForbids() async throws {
    let python = try await Self.python()
    try await python.converse("\(Self.scripts)/counting.py", extra: [:]) { conversation in
      let _: Int = try await conversation.hear()
      let run = try await CommandLineRun(
        executable: python.executable,
        arguments: [
          "-S", "\(Self.scripts)/forbidding.py", Checkout.pysize.string, "heap",
          "\(conversation.pid)",
        ])
      if run.exitCode == 77 {
        print("skipped: what seccomp forbids because the kernel has no filters here")
        return
      }
      expectRefusal(run, ["\(conversation.pid)", "seccomp", "--cap-add=SYS_PTRACE"])
    }
  }

  @Test func whereThereIsNoRoomForACopy() async throws {
    try await Self.python().converse("\(Self.scripts)/counting.py", extra: [:]) { conversation in
      let _: Int = try await conversation.hear()
      let run = try await CommandLineRun(
        executable: "/bin/sh",
        arguments: [
          "-c", "ulimit -v 300000; exec \"$0\" \"$@\"", Checkout.pysize.string, "heap",
          "\(conversation.pid)", "--pause", "stop",
        ])
      expectRefusal(run, ["\(conversation.pid)", "ulimit -v"])
      #expect(Self.status("TracerPid", of: conversation.pid) == "0")
    }
  }

  @Test func picturesThatAreCutShort() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "pysize-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let picture = "\(folder)/picture"
    let saved = try await CommandLineRun([
      "heap", "--save", picture, "--python", try await Self.python().executable, "--", "-c", "0",
    ])
    #expect(saved.exitCode == 0, "\(saved.errors)")
    let file = try FileDescriptor.open(FilePath(picture), .readWrite)
    defer { try? file.close() }
    let size = try file.seek(offset: 0, from: .end)
    for tenth in (0..<10).reversed() {
      try file.resize(to: size * Int64(tenth) / 10)
      expectRefusal(try await CommandLineRun(["heap", picture]), [picture])
    }
  }

  @Test func aProgramOutlivesWhoStartedIt() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "pysize-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    // It says who it is, and at its end that it came to it
    let program = """
      import atexit, os
      def say(name): open('\(folder)/' + name, 'w').write(str(os.getpid()))
      atexit.register(say, 'over')
      keep = 'x' * (48 << 20)
      say('run')
      """
    _ = try await run(
      .path(Checkout.pysize),
      arguments: [
        "heap", "--python", try await Self.python().executable, "--pause", "stop", "--", "-c",
        program,
      ], input: .none, output: .discarded, error: .discarded
    ) { look in
      while !FileManager.default.fileExists(atPath: "\(folder)/run") {
        try await Task.sleep(for: .milliseconds(1))
      }
      kill(look.processIdentifier.value, SIGKILL)
    }
    for _ in 0..<3000 where !FileManager.default.fileExists(atPath: "\(folder)/over") {
      try await Task.sleep(for: .milliseconds(10))
    }
    #expect(FileManager.default.fileExists(atPath: "\(folder)/over"))
  }

  @Test func aProgramThatStopsItselfHasNotRun() async throws {
    // Another process lets it go on
    let program = """
      import os, signal, subprocess, sys
      subprocess.Popen(['/bin/sh', '-c', 'sleep 0.3; kill -CONT %d' % os.getpid()])
      os.kill(os.getpid(), signal.SIGSTOP)
      class After: pass
      kept = [After() for _ in range(7)]
      """
    let run = try await CommandLineRun([
      "heap", "--python", try await Self.python().executable, "--type", "After", "--", "-c",
      program,
    ])
    #expect(run.exitCode == 0 && run.output.contains("After: 7"), "\(run)")
  }
}
