import FoundationEssentials
import Subprocess
import SystemPackage

/// A program that knows better than the model: an interpreter, a compiler.
public enum Oracle {
  /// The variables a program is run with: this process's, without what changes a Python.
  public static let variables = ProcessInfo.processInfo.environment.filter { name, _ in
    !name.hasPrefix("PYTHON")
  }

  /// Why a program gave no answer.
  public struct Failure: Error, CustomStringConvertible {
    /// The program, how it ended, and what it wrote to standard error.
    public let description: String
  }

  private static let gate = Gate(2)

  /// Runs a program to its end and answers what it wrote.
  ///
  /// - Parameters:
  ///   - root: the folder that it takes for all files; `nil` for the machine's own.
  ///   - extra: variables it gets besides.
  /// - Throws: ``Failure`` when it does not end well.
  public static func run(
    _ executable: String, _ arguments: [String], in root: String? = nil, input: String = "",
    extra: [String: String] = [:]
  ) async throws -> String {
    let (executable, arguments) = command(executable, arguments, in: root)
    let environment = variables.merging(extra) { $1 }.compactMap { name, value in
      Environment.Key(rawValue: name).map { ($0, value) }
    }
    let result = try await gate.pass {
      try await Subprocess.run(
        .path(FilePath(executable)), arguments: Arguments(arguments),
        environment: .custom(Dictionary(environment) { a, _ in a }), input: .inputWriter,
        output: .string(limit: 1 << 26), error: .string(limit: 1 << 20)
      ) { program in
        // One that ends without reading it tells why itself; given as `.string`, what it left unread
        // would end this process: https://github.com/swiftlang/swift-subprocess/issues/367.
        _ = try? await program.standardInputWriter.write(input)
      }
    }
    guard result.terminationStatus.isSuccess else {
      let program = ([executable] + arguments).joined(separator: " ")
      throw Failure(
        description: "\(program): \(result.terminationStatus): \(result.standardError)")
    }
    return result.standardOutput
  }

  /// A program and its arguments, or those of chroot(8) that start it in a folder.
  static func command(
    _ executable: String, _ arguments: [String], in root: String?
  ) -> (path: String, arguments: [String]) {
    guard let root else { return (executable, arguments) }
    return (onPath("chroot") ?? "/usr/sbin/chroot", [root, executable] + arguments)
  }

  /// The program of that name on PATH, if there is one.
  public static func onPath(_ name: String) -> String? {
    variables["PATH", default: ""].split(separator: ":").lazy.map { "\($0)/\(name)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }
}
