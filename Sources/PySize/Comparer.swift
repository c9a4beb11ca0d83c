public import PyBridge
public import PyRecords

/// The main job: a survey on real interpreters, side by side, each beside the model's answers.
public struct Comparer: Sendable {
  /// What is asked.
  public let survey: Survey
  let pool: WorkerPool
  private let cache: PackageCache?

  /// A comparer.
  ///
  /// - Parameters:
  ///   - survey: what is asked.
  ///   - pool: what starts the workers.
  ///   - cache: where packages that interpreters lack are, and are installed; `nil` for nowhere.
  public init(_ survey: Survey, pool: WorkerPool, cache: PackageCache?) {
    self.survey = survey
    self.pool = pool
    self.cache = cache
  }

  /// Each interpreter's records, each prediction beside its measurement, in the order of the interpreters.
  ///
  /// - Parameters:
  ///   - install: whether packages that are missing are installed into the cache by pip.
  ///   - progress: told what was done, whenever something was.
  public func comparisons(
    on interpreters: [Interpreter], install: Bool = false,
    progress: @escaping @Sendable (String) async -> Void = { _ in }
  ) async -> [Comparisons] {
    let jobs = interpreters.map { job($0, survey.snippets(for: $0.build)) }
    var results = await concurrently(jobs) { job in
      let measurements = await measure(job)
      await progress("measured \(job.interpreter.build)")
      return measurements
    }
    if install, let cache {
      results = await installing(jobs, results, into: cache, progress)
    }
    return zip(interpreters, results).map { survey.comparisons(on: $0, with: $1) }
  }

  private func job(_ interpreter: Interpreter, _ snippets: [Snippet]) -> WorkerPool.Job {
    WorkerPool.Job(interpreter, snippets, paths: cache?.installed(for: interpreter) ?? [])
  }

  /// Installs the packages that were missing, and measures their records again.
  private func installing(
    _ jobs: [WorkerPool.Job], _ results: [[Measurement]], into cache: PackageCache,
    _ progress: @escaping @Sendable (String) async -> Void
  ) async -> [[Measurement]] {
    await concurrently(Array(zip(jobs, results))) { old, measurements in
      let missing = zip(old.snippets, measurements)
        .filter { $0.package != nil && $1.isNotInstalled }.map(\.0)
      guard !missing.isEmpty else { return measurements }
      let failures = await install(missing, for: old.interpreter, into: cache)
      await progress("installed packages for \(old.interpreter.build)")
      let again = await measure(job(old.interpreter, missing))
      return measurements.map { measurement in
        guard let new = again.first(where: { $0.id == measurement.id }) else { return measurement }
        guard new.isNotInstalled, let failure = failures[new.id] else { return new }
        return Measurement(id: new.id, status: .unavailable, reason: failure)
      }
    }
  }

  /// Installs each snippet's package; why one cannot be had, by the snippet's name.
  private func install(
    _ snippets: [Snippet], for interpreter: Interpreter, into cache: PackageCache
  ) async -> [String: String] {
    var reasons: [Snippet.Package: String] = [:]
    for package in Set(snippets.compactMap(\.package)).sorted(by: { $0.name < $1.name }) {
      do throws(PackageError) {
        try await cache.install(package, for: interpreter)
      } catch {
        reasons[package] = "\(package.name) is not installed: \(error.reason)"
      }
    }
    let failures = snippets.compactMap { snippet in
      snippet.package.flatMap { reasons[$0] }.map { (snippet.id, $0) }
    }
    return Dictionary(failures) { first, _ in first }
  }
}

extension Measurement {
  /// Whether all that it wants is a package that pip could install.
  fileprivate var isNotInstalled: Bool {
    fault == .notInstalled
  }
}
