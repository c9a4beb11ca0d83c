internal import PyLayout
public import SystemPackage

/// Finds the interpreters that `--python` asks for, and asks each what it is.
public struct InterpreterFinder: Sendable {
  private let environment: [String: String]
  private let probe: Probe

  /// A finder in an environment.
  ///
  /// - Parameters:
  ///   - environment: what PATH, HOME, PYENV_ROOT and PYSIZE_PYTHON are taken from.
  ///   - timeLimit: how long an interpreter may take to say what it is.
  ///   - cache: where what an interpreter said is kept until its files change; `nil` for nowhere.
  public init(
    environment: [String: String], timeLimit: Duration = .seconds(10), cache: FilePath? = nil
  ) {
    self.environment = environment
    let kept = cache.map {
      ProbeCache(
        folder: $0.appending("interpreters"), environment: environment, question: Probe.source)
    }
    probe = Probe(environment: environment, timeLimit: timeLimit, cache: kept)
  }

  /// What each request finds, in the order of the requests; `all` stands for any number.
  ///
  /// - Parameter requests: paths, commands, versions such as `3.13t`, or `all`; none means
  ///   PYSIZE_PYTHON, which separates them with colons, or else `python3`.
  public func find(_ requests: [String]) async -> [Result<Interpreter, InterpreterError>] {
    var requests = requests
    if requests.isEmpty {
      requests = (environment["PYSIZE_PYTHON"] ?? "").split(separator: ":").map(String.init)
    }
    return await concurrently(requests.isEmpty ? ["python3"] : requests, find).flatMap(\.self)
  }

  private func find(_ text: String) async -> [Result<Interpreter, InterpreterError>] {
    do throws(InterpreterError) {
      switch InterpreterRequest(text) {
      case .all: return try await all()
      case .version(let series): return [.success(try await best(series, request: text))]
      case .path(let path): return [.success(try await file(path))]
      case .command(let name):
        guard let found = CandidateSearch(environment: environment).command(name) else {
          throw InterpreterError(
            name, "no such command on PATH: give a path, or a version such as 3.11",
            isAbsence: true)
        }
        return [.success(try await probe.ask(found.path, request: name))]
      }
    } catch {
      return [.failure(error)]
    }
  }

  private func file(_ text: String) async throws(InterpreterError) -> Interpreter {
    let path = FilePath(text: text).madeAbsolute
    switch path.kind {
    case nil: throw InterpreterError(text, "does not exist: give the path of an interpreter")
    case .directory: throw InterpreterError(text, "is a directory: give the interpreter in it")
    case .regular where !path.isExecutable:
      throw InterpreterError(text, "is not executable: give the path of an interpreter")
    case .regular: return try await probe.ask(path, request: text)
    default: throw InterpreterError(text, "is not a file: give the path of an interpreter")
    }
  }

  private func ask(_ candidates: [Candidate]) async -> [Result<Interpreter, InterpreterError>] {
    await concurrently(candidates) { candidate in
      do throws(InterpreterError) {
        return .success(try await probe.ask(candidate.path, request: candidate.path.text))
      } catch {
        return .failure(error)
      }
    }
  }

  private func all() async throws(InterpreterError) -> [Result<Interpreter, InterpreterError>] {
    let answers = await ask(CandidateSearch(environment: environment).candidates)
    guard !answers.isEmpty else {
      throw InterpreterError("all", "no Python on PATH, in pyenv or under /usr: give a path")
    }
    var seen: Set<FilePath> = []
    let found = answers.compactMap { try? $0.get() }
      // A wrapper and what it starts are one.
      .filter { seen.insert($0.executable).inserted }
      .sorted {
        ($0.build.version, $0.build.description) < ($1.build.version, $1.build.description)
      }
    let failed = answers.filter { (try? $0.get()) == nil }
    return found.map { .success($0) } + failed
  }

  private func best(
    _ series: InterpreterRequest.Series, request: String
  ) async throws(InterpreterError) -> Interpreter {
    let candidates = CandidateSearch(environment: environment).candidates
    let named = candidates.filter { $0.namedSeries?.isSameSeries(as: series.version) == true }
    let nameless = candidates.filter { $0.namedSeries == nil }
    var failures: [InterpreterError] = []
    // The others are started only when no name shows their series.
    for group in [named, nameless] {
      var matches: [Interpreter] = []
      for answer in await ask(group) {
        switch answer {
        case .success(let interpreter):
          if series.matches(interpreter.build) { matches.append(interpreter) }
        case .failure(let error): failures.append(error)
        }
      }
      // The first found wins among equals.
      if let newest = matches.map(\.build.version).max(),
        let best = matches.first(where: { $0.build.version == newest })
      {
        return best
      }
      if !named.isEmpty, let failure = failures.first { throw failure }
    }
    throw InterpreterError(
      request, "no such CPython on PATH, in pyenv or under /usr: give its path")
  }
}
