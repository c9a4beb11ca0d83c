public import PyLayout
public import PyMemory
internal import Synchronization
public import SystemPackage

/// Measures snippets on real interpreters, each in a worker process of its own.
///
/// A snippet that crashes, hangs or ends its interpreter fails by itself: the rest go on in a new
/// worker.
public struct WorkerPool: Sendable {
  /// What to measure on one interpreter.
  public struct Job: Sendable {
    /// The interpreter.
    public let interpreter: Interpreter
    /// What to measure, in order.
    public let snippets: [Snippet]
    /// What to put at the end of its `sys.path`.
    public let paths: [FilePath]

    /// A job for an interpreter.
    public init(_ interpreter: Interpreter, _ snippets: [Snippet], paths: [FilePath] = []) {
      self.interpreter = interpreter
      self.snippets = snippets
      self.paths = paths
    }
  }

  private let executable: FilePath
  private let environment: [String: String]
  private let cache: FilePath
  private let timeLimit: Duration
  private let buildTimeLimit: Duration
  private let spare = Spare()

  /// The worker that was started ahead.
  private final class Spare: Sendable {
    let run = Mutex<WorkerRun?>(nil)
  }

  /// A pool that starts its workers in an environment.
  ///
  /// - Parameters:
  ///   - executable: what calls ``Worker/main()`` on ``Worker/argument``; `nil` for this process's.
  ///   - environment: the workers' environment, from which all that redirects Python is taken out.
  ///   - cache: where compiled extensions are kept; where it cannot be written, they are not.
  ///   - timeLimit: how long a snippet may take.
  ///   - buildTimeLimit: how long one with an extension to compile may take.
  public init(
    executable: FilePath? = nil, environment: [String: String], cache: FilePath,
    timeLimit: Duration = .seconds(60), buildTimeLimit: Duration = .seconds(300)
  ) {
    self.executable = executable ?? ProcFS.executable.resolved ?? ProcFS.executable
    // The same hashes in every process: the emulator's
    self.environment = environment.withoutPython.merging(["PYTHONHASHSEED": "0"]) { $1 }
    self.cache = cache
    self.timeLimit = timeLimit
    self.buildTimeLimit = buildTimeLimit
    _ = Self.ignoringBrokenPipes
  }

  /// Starts a worker for the first job before that job is known, so that it is up by then.
  public func prepare() {
    spare.run.withLock { if $0 == nil { $0 = start() } }
  }

  /// Ends the worker that ``prepare()`` has started and no job has used.
  public func dismiss() async { await spare.run.withLock { $0.take() }?.end() }

  private func start() -> WorkerRun { WorkerRun(executable: executable, environment: environment) }

  /// An object that a snippet made, in the memory where it is.
  public struct Made: Sendable {
    /// What was measured of it.
    public let measurement: Measurement
    /// The memory of the process it is in.
    public let memory: ProcessMemory
    /// Its address there: `id(ob)`.
    public let object: Address
    /// The addresses of the objects beside it, by what the snippet calls them.
    public let besides: [String: Address]
  }

  /// What came of a snippet whose object somebody looks at.
  public struct Outcome<Seen> {
    /// What was measured.
    public let measurement: Measurement
    /// What was seen of the object; `nil` where it was not measured.
    public let seen: Seen?
  }

  /// One measurement for each snippet of the job, in the job's order.
  public func measure(_ job: Job) async -> [Measurement] {
    await outcomes(of: job, .none) { _, _ in }.map(\.measurement)
  }

  /// The measurements of each job, in the jobs' order, at most one worker per processor at a time.
  public func measure(_ jobs: [Job]) async -> [[Measurement]] {
    await concurrently(jobs) { await measure($0) }
  }

  /// One outcome for each snippet of the job, in the job's order.
  ///
  /// - Parameters:
  ///   - job: what to measure.
  ///   - holdingWorker: whether the next snippet waits until this one's object has been looked at; if
  ///     not, what is looked at has to stay by itself.
  ///   - look: looks at an object that was made and measured, while it exists; `index` is its
  ///     snippet's in the job.
  public func measure<Seen>(
    _ job: Job, holdingWorker: Bool = true, look: (_ index: Int, Made) -> Seen
  ) async -> [Outcome<Seen>] {
    await outcomes(of: job, holdingWorker ? .between : .beside, look)
  }

  private func outcomes<Seen>(
    of job: Job, _ looking: WorkerRun.Looking, _ look: (_ index: Int, Made) -> Seen
  ) async -> [Outcome<Seen>] {
    let header = WorkerHeader(
      executable: job.interpreter.executable.text,
      libpython: job.interpreter.libpython?.text, build: "\(job.interpreter.build)",
      paths: job.paths.map(\.text), cache: cache.text)
    var outcomes: [Int: Outcome<Seen>] = [:]
    var left = Array(job.snippets.indices)
    var stalls: [String] = []
    var signs: [Snippet] = []
    var imported: Set<Snippet.Package?> = [nil]
    func fail(_ reason: String, where isFailed: (Snippet) -> Bool = { _ in true }) {
      for index in left where isFailed(job.snippets[index]) {
        outcomes[index] = .failed(job.snippets[index], reason)
      }
      left.removeAll { outcomes[$0] != nil }
    }
    while !left.isEmpty, !Task.isCancelled {
      let run = spare.run.withLock { $0.take() } ?? start()
      let assignment = WorkerRun.Assignment(
        header: header, signs: signs, snippets: left.map { job.snippets[$0] },
        timeLimit: timeLimit(for:), looking: looking)
      let (all, ending) = await run.measure(assignment) { look(left[$0 - signs.count], $1) }
      let answered = all.dropFirst(signs.count)
      for (index, outcome) in zip(left, answered) {
        outcomes[index] = outcome
        if job.snippets[index].extensionSource == nil {
          imported.insert(job.snippets[index].package)
        }
      }
      left.removeFirst(answered.count)
      guard let reason = ending.reason, let next = left.first else { continue }
      if ending.hasStalled { stalls.append(reason) }
      let unanswered = signs.dropFirst(all.count).first
      imported.formUnion(signs.prefix(all.count).map(\.package))
      signs = []
      if !ending.hasBegun || unanswered == .signOfLife {
        // One that never began would not begin the next time either
        fail(unanswered == nil ? reason : stalls.first ?? reason)
      } else if let unanswered {
        // It is the package, and nothing else
        fail(reason) { $0.needs(unanswered.package) }
        stalls = []
      } else if stalls.count == Self.mostStalls {
        fail(reason)
      } else {
        let snippet = job.snippets[next]
        let subject = ending.hasStalled ? snippet.subject : nil
        outcomes[next] = .failed(snippet, reason)
        fail(reason) { subject != nil && $0.subject == subject }
        // It may be the snippet, the package's import, or the interpreter
        if ending.hasStalled { signs.append(.signOfLife) }
        if let package = snippet.package, !imported.contains(package),
          left.contains(where: { job.snippets[$0].needs(package) }), snippet.needs(package)
        {
          signs.append(.importing(package))
        }
      }
    }
    fail("cancelled")
    return job.snippets.indices.compactMap { outcomes[$0] }
  }

  /// How often an interpreter may exceed a time limit.
  private static let mostStalls = 3

  private func timeLimit(for snippet: Snippet) -> Duration {
    if snippet == .signOfLife { return min(timeLimit, .seconds(10)) }
    return snippet.extensionSource == nil ? timeLimit : buildTimeLimit
  }
}

extension WorkerPool.Outcome: Sendable where Seen: Sendable {}

extension WorkerPool.Outcome {
  fileprivate static func failed(_ snippet: Snippet, _ reason: String) -> Self {
    Self(measurement: Measurement(id: snippet.id, status: .failed, reason: reason), seen: nil)
  }
}

extension Snippet {
  /// A snippet that any working interpreter answers at once.
  static let signOfLife = Snippet(
    id: "sign of life", package: nil, extensionSource: nil, source: "", make: "None", count: 1,
    parts: [])

  /// What shows whether a package's import comes to an end.
  static func importing(_ package: Package) -> Snippet {
    Snippet(
      id: "import of \(package.module)", package: package, extensionSource: nil, source: "",
      make: "None", count: 1, parts: [])
  }

  /// Whether a package is imported for it. A package that is only needed to compile is not.
  fileprivate func needs(_ package: Package?) -> Bool {
    extensionSource == nil && self.package == package
  }
}
