import OracleSupport
import PyLayout
import PyMemory
import Subprocess
import SystemPackage
import Testing

/// What a process runs is told from outside, as its interpreter tells it from inside.
@Suite struct ProcessBuildTests {
  @Test("a process tells which build it is", arguments: await LiveBuild.all())
  func buildIsTold(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    let outcome = try await Subprocess.run(
      .path(FilePath(interpreter.executable)),
      arguments: [
        "-E", "-S", "-c",
        "import sys; sys.stdout.write('on\\n'); sys.stdout.flush(); sys.stdin.read()",
      ],
      input: .inputWriter, output: .sequence, error: .discarded
    ) { child in
      var lines = child.standardOutput.strings().makeAsyncIterator()
      #expect(try await lines.next() == "on")
      #expect(try Build(ofProcess: child.processIdentifier.value) == interpreter.build)
      try await child.standardInputWriter.finish()
    }
    #expect(outcome.terminationStatus.isSuccess, "\(interpreter.build)")
    let ended = outcome.processIdentifier.value
    let error = #expect(throws: ProcessError.self) { try Build(ofProcess: ended) }
    #expect(error?.reason == .ended, "\(interpreter.build): \(error.map { "\($0)" } ?? "")")
  }

  @Test func aProcessWithoutPythonSaysSo() throws {
    let own = ProcessMemory.current.pid
    let error = #expect(throws: ProcessError.self) { try Build(ofProcess: own) }
    #expect(error?.reason == .noCPython)
    #expect(error.map { "\($0)".contains("\(own)") } == true)
  }

  /// One whose parent has not asked yet how it ended is still in the kernel's list.
  @Test func aProcessThatNobodyWaitsForHasEnded() async throws {
    _ = try await Subprocess.run(
      .path("/bin/sh"), arguments: ["-c", "true & echo $!; exec cat"],
      input: .inputWriter, output: .sequence, error: .discarded
    ) { shell in
      var lines = shell.standardOutput.strings().makeAsyncIterator()
      let line = try #require(await lines.next())
      let pid = try #require(Int32(line.filter(\.isNumber)))
      var reason: ProcessError.Reason?
      for _ in 0..<1000 where reason != .ended {
        do throws(ProcessError) { _ = try Build(ofProcess: pid) } catch { reason = error.reason }
        try await Task.sleep(for: .milliseconds(10))
      }
      #expect(reason == .ended)
      try await shell.standardInputWriter.finish()
    }
  }

  @Test func refusalNamesWhatMayBeInTheWay() {
    let text = "\(ProcessError(7, .unreadable("Operation not permitted")))"
    for cause in ["process 7", "parent", "seccomp", "user namespace", "CAP_SYS_PTRACE"] {
      #expect(text.contains(cause), "\(text)")
    }
  }

  @Test(arguments: [Int32.max, 0, -1, .min]) func aProcessThatIsNotSaysSo(_ pid: Int32) {
    let error = #expect(throws: ProcessError.self) { try Build(ofProcess: pid) }
    #expect(error?.reason == .ended && error?.pid == pid, "\(pid)")
  }
}
