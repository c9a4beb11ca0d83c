import Subprocess
import SystemPackage
import Testing

/// Runs a program that a test needs, to its end.
func run(_ executable: FilePath, _ arguments: [String]) async throws {
  let result = try await Subprocess.run(
    .path(executable), arguments: Arguments(arguments), output: .discarded,
    error: .string(limit: 1 << 16))
  try #require(result.terminationStatus.isSuccess, "\(executable): \(result.standardError)")
}
