import OracleSupport
import PyHeap
import PyLayout
import PySize
import Subprocess
import SystemPackage
import Testing

/// Interpreters that have arenas of their own, from 3.12 on.
@Suite struct SubinterpreterTests {
  private static let script = """
    import sys
    try:
        import _interpreters as interpreters
        run = interpreters.exec
    except ImportError:
        import _xxsubinterpreters as interpreters
        run = interpreters.run_string
    number = interpreters.create()
    run(number, 'class Inner: pass\\ninner = [Inner() for i in range(3000)]')
    sys.stdout.write('on\\n')
    sys.stdout.flush()
    sys.stdin.readline()
    """

  @Test("objects of other interpreters have their bytes", arguments: await LiveBuild.withRoots())
  func othersAreFound(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    let build = interpreter.build
    guard build.version >= Version(3, 12) else {
      print("skipped: arenas of other interpreters on \(build) because all share one table")
      try Test.cancel("interpreters of \(build) share their arenas")
    }
    let command = interpreter.command(["-S", "-c", Self.script])
    let outcome = try await Subprocess.run(
      .path(FilePath(command.path)), arguments: Arguments(command.arguments),
      input: .inputWriter, output: .sequence, error: .discarded
    ) { child in
      var lines = child.standardOutput.strings().makeAsyncIterator()
      #expect(try await lines.next() == "on", "\(build)")
      let heap = try ProcessHeap(ofProcess: child.processIdentifier.value)
      #expect(heap.interpreters == 2, "\(build)")
      let inner = try #require(heap.types(named: "Inner").first, "\(build)")
      // Each has at least what one is laid out with
      let least = 3000 * (try PyType(class: "Inner", bases: [.object(on: build)])).shallowSize()
      #expect(
        inner.count == 3000 && inner.allocated >= least, "\(build): \(inner), at least \(least)")
      #expect(heap.failures.isEmpty, "\(build): \(heap.failures)")
      _ = try await child.standardInputWriter.write(Array("\n".utf8))
      try await child.standardInputWriter.finish()
    }
    #expect(outcome.terminationStatus.isSuccess, "\(build): \(outcome.terminationStatus)")
  }
}
