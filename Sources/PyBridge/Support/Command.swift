internal import Subprocess
internal import SystemPackage

/// A child process that is run to its end: a probe, pip.
struct Command: Sendable {
  /// What to run.
  let executable: FilePath
  /// Its arguments, the executable's own name not among them.
  let arguments: [String]
  /// Its environment, whole.
  let environment: [String: String]
  /// How long it may take.
  let timeLimit: Duration
  /// The folder it works in; `nil` for this process's.
  var workingFolder: FilePath?

  /// Why there is no outcome.
  enum Failure: Error {
    case cannotStart(String)
    case noFiles(String)
    case tooSlow
    case tooLong
  }

  /// How it ended, and what it wrote.
  struct Outcome: Sendable {
    let status: TerminationStatus
    let output: [UInt8]
    let errors: [UInt8]
  }

  /// Bytes of output, and of errors, that are still taken for an answer.
  private static let outputLimit = 1 << 20

  /// Runs it; when it fails or the task is cancelled, it and its children are killed.
  func run() async throws(Failure) -> Outcome {
    if let shortage = OpenFiles.shortage { throw .noFiles(shortage) }
    let result = await withTaskGroup(of: Result<Outcome, Failure>.self) { group in
      group.addTask { await finish() }
      group.addTask {
        try? await Task.sleep(for: timeLimit)
        return .failure(.tooSlow)
      }
      defer { group.cancelAll() }
      return await group.next() ?? .failure(.tooSlow)
    }
    return try result.get()
  }

  private func finish() async -> Result<Outcome, Failure> {
    do {
      let result = try await Subprocess.run(
        .program(executable), arguments: .program(executable, arguments),
        environment: .init(variables: environment), workingDirectory: workingFolder,
        platformOptions: .ownGroup,
        output: .bytes(limit: Self.outputLimit), error: .bytes(limit: Self.outputLimit))
      return .success(
        Outcome(
          status: result.terminationStatus, output: result.standardOutput,
          errors: result.standardError))
    } catch let error as SubprocessError where error.code == .outputLimitExceeded {
      return .failure(.tooLong)
    } catch let error as SubprocessError {
      return .failure(.cannotStart(error.underlyingError?.description ?? "\(error)"))
    } catch {
      return .failure(.cannotStart("\(error)"))
    }
  }
}

extension Executable {
  /// A program; by way of env where its path is not UTF-8, which Subprocess would read as another.
  static func program(_ path: FilePath) -> Executable {
    .path(path.isUTF8 ? path : "/usr/bin/env")
  }
}

extension Arguments {
  /// The arguments of ``Executable/program(_:)``.
  static func program(_ path: FilePath, _ arguments: [String]) -> Arguments {
    // Subprocess hands them to C as they are
    Arguments(((path.isUTF8 ? [] : [path.text]) + arguments).map { $0.systemBytes + [0] })
  }
}

extension FilePath {
  fileprivate var isUTF8: Bool { text == string }
}

extension PlatformOptions {
  /// A process group of the child's own, killed as one: what it started goes with it.
  static var ownGroup: PlatformOptions {
    var options = PlatformOptions()
    options.processGroupID = 0
    options.teardownSequence = [
      .send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .zero)
    ]
    return options
  }
}
