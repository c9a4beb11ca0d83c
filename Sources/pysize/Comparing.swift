import FoundationEssentials
import PySize

/// The main job: asks interpreters side by side, and installs what they lack when told to.
struct Comparing {
  let survey: Survey
  let install: Bool
  private let environment = ProcessInfo.processInfo.environment

  init(survey: Survey, install: Bool) {
    self.survey = survey
    self.install = install
  }

  /// Each interpreter's records, in the order of the interpreters.
  func subjects(_ interpreters: [Interpreter]) async -> [ComparisonReport.Subject] {
    let cache: PackageCache?
    do throws(PackageError) {
      cache = try PackageCache(environment: environment)
    } catch {
      cache = nil
      if install { printError("\(error)") }
    }
    let folder = cache?.folder ?? WorkerPool.noCache
    let pool = WorkerPool(environment: environment, cache: folder)
    let progress = Progress(total: interpreters.count)
    let jobs = interpreters.map { interpreter in
      WorkerPool.Job(
        interpreter, survey.snippets(for: interpreter.build),
        paths: cache?.installed(for: interpreter) ?? [])
    }
    var results = await pool.measure(jobs) { index, _ in
      await progress.finished("measured \(interpreters[index].build)")
    }
    if install, let cache {
      results = await installing(jobs, results, pool: pool, cache: cache)
    }
    await progress.clear()
    return zip(interpreters, results).map { survey.comparisons(on: $0, with: $1) }
  }

  /// Installs the packages that were missing, and measures their records again.
  private func installing(
    _ jobs: [WorkerPool.Job], _ results: [[Measurement]], pool: WorkerPool, cache: PackageCache
  ) async -> [[Measurement]] {
    let missing = zip(jobs, results).map { job, measurements in
      zip(job.snippets, measurements).filter { $0.package != nil && $1.isNotInstalled }.map(\.0)
    }
    let progress = Progress(total: missing.count)
    // One interpreter's packages one after the other; pip and compilers fill the cores
    var outcomes: [[String: String]] = []
    for (job, snippets) in zip(jobs, missing) {
      outcomes.append(await install(snippets, for: job.interpreter, cache: cache))
      await progress.finished("installed for \(job.interpreter.build)")
    }
    let again = zip(jobs, missing).map { job, snippets in
      WorkerPool.Job(job.interpreter, snippets, paths: cache.installed(for: job.interpreter))
    }
    let measured = await pool.measure(again)
    await progress.clear()
    return results.indices.map { index in
      results[index].map { old in
        guard let new = measured[index].first(where: { $0.id == old.id }) else { return old }
        let failure = outcomes[index][old.id]
        return new.isNotInstalled && failure != nil
          ? Measurement(id: old.id, status: .unavailable, reason: failure) : new
      }
    }
  }

  /// Installs each snippet's package; what fails is a reason by the snippet's name.
  private func install(
    _ snippets: [Snippet], for interpreter: Interpreter, cache: PackageCache
  ) async -> [String: String] {
    var failures: [String: String] = [:]
    var reasons: [Snippet.Package: String] = [:]
    for snippet in snippets {
      guard let package = snippet.package else { continue }
      if reasons[package] == nil {
        do throws(PackageError) {
          try await cache.install(package, for: interpreter)
          reasons[package] = ""
        } catch {
          reasons[package] = "not installed: \(error.reason)"
        }
      }
      if let reason = reasons[package], !reason.isEmpty { failures[snippet.id] = reason }
    }
    return failures
  }
}

extension Measurement {
  /// Whether all that it wants is a package that pip could install.
  fileprivate var isNotInstalled: Bool {
    status == .unavailable && reason?.hasSuffix("is not installed") == true
  }
}
