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
    let script = FilePath(#filePath).removingLastComponent().appending("Python/\(name)").string
    let cache = Oracle.variables["XDG_CACHE_HOME"] ?? "\(Oracle.variables["HOME"] ?? "")/.cache"
    // A root has no such file
    let command = interpreter.command([
      "-c", try String(contentsOfFile: script, encoding: .utf8), "\(cache)/pysize",
      "\(interpreter.build)",
    ])
    try await WaitingProgram(path: command.path, arguments: command.arguments).look { pid, told in
      try body(try ProcessHeap(ofProcess: pid), told)
    }
  }
}

/// A program that tells what it has, a line each up to `ready`, and then waits until its input ends.
struct WaitingProgram {
  let path: String
  var arguments: [String] = []
  var environment: Environment = .inherit

  /// It said something else.
  struct Unheard: Error { let line: String }

  /// Starts it, hears it out, and looks at its process.
  func look(_ body: @Sendable (Int32, _ told: [String]) throws -> Void) async throws {
    let outcome = try await Subprocess.run(
      .path(FilePath(path)), arguments: Arguments(arguments), environment: environment,
      input: .inputWriter, output: .sequence, error: .combinedWithOutput
    ) { child in
      // Split at once: a million lines, one after the other, take Subprocess a quarter of a minute
      var told: [UInt8] = []
      let end = Array("ready\n".utf8)
      for try await buffer in child.standardOutput {
        unsafe buffer.withUnsafeBytes { unsafe told.append(contentsOf: $0) }
        if told.suffix(end.count) == end[...] { break }
      }
      if told.suffix(end.count) != end[...] {
        throw Unheard(line: String(decoding: told, as: UTF8.self))
      }
      let lines = String(decoding: told.dropLast(end.count), as: UTF8.self).split(separator: "\n")
      try body(child.processIdentifier.value, lines.map(String.init))
      try await child.standardInputWriter.finish()
    }
    #expect(
      outcome.terminationStatus.isSuccess, "\(path) \(arguments): \(outcome.terminationStatus)")
  }
}
