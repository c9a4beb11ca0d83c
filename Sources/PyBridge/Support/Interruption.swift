internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// The signals that ask this process to end: what it has started is ended first, and what it has
/// half done is taken away.
package enum Interruption {
  private static let signals = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]
  /// How long the end may take; a second signal does not wait for it.
  private static let patience = 5

  /// The signal that came first; 0 as long as none has.
  private static let first = Atomic<Int32>(0)
  /// Raised by each signal: sem_post(3) is one of the few calls that a handler may make.
  private nonisolated(unsafe) static let raised: UnsafeMutablePointer<sem_t> = {
    let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)
    unsafe sem_init(semaphore, 0, 0)
    return unsafe semaphore
  }()

  /// Does something that a signal cancels: then the process ends as the signal would have ended it, as
  /// soon as that is over.
  ///
  /// A signal that was ignored when the process started still is.
  package static func endingInOrder<Result: Sendable>(
    _ body: @escaping @Sendable () async -> Result
  ) async -> Result {
    let task = Task { await body() }
    watch { task.cancel() }
    let result = await task.value
    if first.load(ordering: .acquiring) != 0 { end() }
    return result
  }

  private static func watch(_ cancel: @escaping @Sendable () -> Void) {
    do throws(WorkerFault) {
      // Swift's own threads are not to be held up
      try PythonThread.start {
        unblock()
        while unsafe sem_wait(raised) != 0 {}
        cancel()
        var end = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &end)
        end.tv_sec += patience
        while unsafe sem_timedwait(raised, &end) != 0 && errno == EINTR {}
        self.end()
      }
    } catch {
      // Without a spare thread the signals keep their default action
      return
    }
    for number in signals {
      let before = signal(number) { number in
        _ = Interruption.first.compareExchange(
          expected: 0, desired: number, ordering: .acquiringAndReleasing)
        unsafe sem_post(Interruption.raised)
      }
      // SIG_IGN
      if unsafe unsafeBitCast(before, to: Int.self) == 1 { signal(number, SIG_IGN) }
    }
  }

  /// Ends the process by the signal that came.
  private static func end() -> Never {
    let number = first.load(ordering: .acquiring)
    signal(number, SIG_DFL)
    unblock()
    kill(getpid(), number)
    // Another thread may be the one that gets it
    sleep(1)
    _exit(128 + number)
  }

  private static func unblock() {
    var none = sigset_t()
    unsafe sigemptyset(&none)
    unsafe pthread_sigmask(SIG_SETMASK, &none, nil)
  }
}
