import FoundationEssentials
import OracleSupport
import PyHeap
import PySize
import Subprocess
import SystemPackage
import Testing

/// A script of this folder that tells what it has, a line each up to `ready`, and then waits to be looked at.
struct WaitingScript {
  let name: String

  /// Starts it, with the folder of the records' packages and the build as its arguments, hears it out, and looks
  /// at its process.
  func look(
    on interpreter: OracleSupport.Interpreter,
    _ body: @Sendable (ProcessHeap, _ told: [String]) throws -> Void
  ) async throws {
    let script = FilePath(#filePath).removingLastComponent().appending("Python/\(name)")
    let cache = Oracle.variables["XDG_CACHE_HOME"] ?? "\(Oracle.variables["HOME"] ?? "")/.cache"
    let outcome = try await Subprocess.run(
      .path(FilePath(interpreter.executable)),
      arguments: [script.string, "\(cache)/pysize", "\(interpreter.build)"], input: .inputWriter,
      output: .sequence, error: .combinedWithOutput
    ) { child in
      var told: [String] = []
      for try await line in child.standardOutput.strings() {
        if line == "ready" { break }
        told.append(line)
      }
      try body(try ProcessHeap(ofProcess: child.processIdentifier.value), told)
      try await child.standardInputWriter.finish()
    }
    #expect(
      outcome.terminationStatus.isSuccess, "\(interpreter.build): \(outcome.terminationStatus)")
  }
}
