import FoundationEssentials
import PySize

/// What a command that measures works with, as this process's environment has it.
struct Workplace {
  /// The cache of packages; `nil` when the environment has no place for one.
  let cache: PackageCache?
  /// Why there is no cache.
  let noCache: String?
  /// What starts the workers.
  let pool: WorkerPool

  init() {
    let environment = ProcessInfo.processInfo.environment
    do throws(PackageError) {
      cache = try PackageCache(environment: environment)
      noCache = nil
    } catch {
      cache = nil
      noCache = "\(error)"
    }
    pool = WorkerPool(environment: environment, cache: cache?.folder ?? WorkerPool.noCache)
  }
}
