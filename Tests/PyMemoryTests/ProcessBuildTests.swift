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

  @Test(arguments: [Int32.max, 0, -1, .min]) func aProcessThatIsNotSaysSo(_ pid: Int32) {
    let error = #expect(throws: ProcessError.self) { try Build(ofProcess: pid) }
    #expect(error?.reason == .ended && error?.pid == pid, "\(pid)")
  }
}
