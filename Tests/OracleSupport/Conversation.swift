import FoundationEssentials
import Subprocess
import SystemPackage

/// Questions to a program that stays, one line each, and its answers.
public final class Conversation {
  /// The program's process.
  public let pid: Int32
  private let input: StandardInputWriter
  private var lines: SubprocessOutputSequence.StringSequence<UTF8>.AsyncIterator

  fileprivate init(_ child: Execution<CustomWriteInput, SequenceOutput, FileDescriptorOutput>) {
    pid = child.processIdentifier.value
    input = child.standardInputWriter
    lines = child.standardOutput.strings().makeAsyncIterator()
  }

  /// Asks, and waits for the answer.
  ///
  /// - Throws: when the program ends, or the answer is not the one expected.
  public func ask<Answer: Decodable>(
    _ question: some Encodable, as answer: Answer.Type = Answer.self
  ) async throws -> Answer {
    _ = try await input.write(Array("\(asJSON(question))\n".utf8))
    return try await hear()
  }

  /// Waits for what the program says.
  ///
  /// - Throws: when the program ends, or the answer is not the one expected.
  public func hear<Answer: Decodable>(_ answer: Answer.Type = Answer.self) async throws -> Answer {
    guard let line = try await lines.next() else { throw Silence() }
    return try JSONDecoder().decode(Answer.self, from: Data(line.utf8))
  }

  /// The program said no more.
  public struct Silence: Error {}
}

extension Interpreter {
  /// Starts a Python file and talks with it until `body` is done.
  ///
  /// - Parameters:
  ///   - script: the file.
  ///   - extra: variables it gets besides.
  /// - Throws: what `body` throws, or when the script does not end well.
  public func converse(
    _ script: String, extra: [String: String],
    _ body: @Sendable (Conversation) async throws -> Void
  ) async throws {
    let variables = Oracle.variables.merging(extra) { $1 }.compactMap { name, value in
      Environment.Key(rawValue: name).map { ($0, value) }
    }
    let outcome = try await Subprocess.run(
      .path(FilePath(executable)), arguments: ["-S", script],
      environment: .custom(Dictionary(variables) { a, _ in a }),
      input: .inputWriter, output: .sequence,
      error: .fileDescriptor(.standardError, closeAfterSpawningProcess: false)
    ) { child in
      try await body(Conversation(child))
      try await child.standardInputWriter.finish()
    }
    guard outcome.terminationStatus.isSuccess else {
      throw Oracle.Failure(description: "\(executable) \(script): \(outcome.terminationStatus)")
    }
  }
}
