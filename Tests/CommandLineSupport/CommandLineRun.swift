import FoundationEssentials
import OracleSupport
import Subprocess
import SystemPackage

/// One run of the built `pysize`, from outside.
public struct CommandLineRun: Sendable {
  /// All tests run side by side; seventy programs at once would make each miss its time limits.
  private static let gate = Gate(2 * ProcessInfo.processInfo.activeProcessorCount)

  /// What it wrote to standard output.
  public let output: String
  /// What it wrote to standard error.
  public let errors: String
  /// Its exit code; `nil` when a signal ended it.
  public let exitCode: Int32?

  /// Runs `pysize` to its end.
  ///
  /// - Parameter environment: variables to set, or with `nil` to take away.
  /// - Throws: what Subprocess does when it cannot be started.
  public init(_ arguments: [String], environment: [String: String?] = [:]) async throws {
    try await self.init(
      executable: Checkout.pysize.string, arguments: arguments, environment: environment)
  }

  /// Runs any program to its end.
  ///
  /// - Parameter environment: variables to set, or with `nil` to take away.
  /// - Throws: what Subprocess does when it cannot be started.
  public init(
    executable: String, arguments: [String], environment: [String: String?] = [:]
  ) async throws {
    let updates = environment.compactMap { name, value in
      Environment.Key(rawValue: name).map { ($0, value) }
    }
    let result = try await Self.gate.pass {
      try await run(
        .path(FilePath(executable)), arguments: Arguments(arguments),
        environment: .inherit.updating(Dictionary(updates) { a, _ in a }),
        output: .string(limit: 1 << 24), error: .string(limit: 1 << 20))
    }
    output = result.standardOutput
    errors = result.standardError
    exitCode = if case .exited(let code) = result.terminationStatus { code } else { nil }
  }
}
