import PySize

/// What a command that measures works with, as this process's environment has it.
struct Workplace {
  /// The cache of packages; `nil` when the environment has no place for one.
  let cache: PackageCache?
  /// Why there is no cache, where the command that wants one is to say it.
  let noCache: String?
  /// What finds the interpreters.
  let finder: InterpreterFinder
  /// What starts the workers.
  let pool: WorkerPool

  /// This process's.
  static let shared = Workplace()

  private init() {
    let environment = OwnProcess.environment
    do throws(PackageError) {
      cache = try PackageCache(environment: environment)
      noCache = nil
      cache?.tidyUp()
    } catch {
      cache = nil
      // A cache that exists but is not used is reported at once, a missing one where it is needed
      let isThere = PackageCache.place(in: environment) != nil
      if isThere { printError("\(error)") }
      noCache = isThere ? nil : "\(error)"
    }
    // What would change figures, and no interpreter sees
    for (name, plain) in [("PYTHONMALLOC", "default"), ("PYTHONDEVMODE", "")] {
      guard let value = environment[name], !["", plain].contains(value) else { continue }
      printError("\(name)=\(value) is not passed on: the build's own allocator is measured")
    }
    finder = InterpreterFinder(environment: environment, cache: cache?.folder)
    pool = WorkerPool(environment: environment, cache: cache?.folder ?? WorkerPool.noCache)
  }
}
