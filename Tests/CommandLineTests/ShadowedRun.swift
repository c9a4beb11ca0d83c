import CommandLineSupport
import FoundationEssentials
import OracleSupport
import SystemPackage

/// A program run by `pysize shadow`, and its summary as a script reads it.
struct ShadowedRun {
  /// A type whose calls did not simply agree.
  struct TypeRow: Decodable, Equatable {
    let type: String
    let verdict: String
    let calls: Int
    let model: Int?
    let cpython: Int
  }

  private struct Summary: Decodable {
    let calls: Int
    let disagreements: Int
    let crash: String?
    let types: [TypeRow]
  }

  let output: String
  let errors: String
  let exitCode: Int32?
  private let summary: Summary

  var calls: Int { summary.calls }
  var disagreements: Int { summary.disagreements }
  var crash: String? { summary.crash }
  var types: [TypeRow] { summary.types }

  /// - Parameters:
  ///   - options: of `pysize shadow`.
  ///   - program: what would follow the interpreter's name.
  init(
    on interpreter: OracleSupport.Interpreter, _ options: [String], _ program: [String]
  ) async throws {
    let name = "pysize-shadow-\(UUID().uuidString).json"
    let file = FileManager.default.temporaryDirectory.appending(path: name)
    defer { try? FileManager.default.removeItem(at: file) }
    let run = try await CommandLineRun(
      ["shadow", "--python", interpreter.executable, "--format", "json", "--output", file.path]
        + options + program)
    output = run.output
    errors = run.errors
    exitCode = run.exitCode
    summary = try JSONDecoder().decode(Summary.self, from: Data(contentsOf: file))
  }
}
