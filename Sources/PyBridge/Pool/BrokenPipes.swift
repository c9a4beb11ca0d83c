#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

extension WorkerPool {
  /// Has this process get an error, and live on, when it writes to a worker that is gone.
  ///
  /// A handler that the program installed itself stays.
  static let ignoringBrokenPipes: Void = {
    if let installed = signal(SIGPIPE, SIG_IGN) { signal(SIGPIPE, installed) }
  }()
}
