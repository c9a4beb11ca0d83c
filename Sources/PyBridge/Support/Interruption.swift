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

  /// The signal that came last; 0 as long as none has.
  private static let last = Atomic<Int32>(0)
  /// How many signals came, and how many of them were taken for a question.
  private static let come = Atomic<Int>(0)
  private static let answered = Atomic<Int>(0)
  /// What the next SIGINT or SIGTERM is: it ends this process, asks, or is the second one.
  private static let asking = Atomic<Int>(ends)
  private static let ends = 0
  private static let asks = 1
  private static let hasAsked = 2
  /// The process that is ended before this one is; 0 for none.
  private static let companion = Atomic<Int32>(0)
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
    if come.load(ordering: .acquiring) > answered.load(ordering: .acquiring) { end() }
    return result
  }

  /// Names the process that a signal ends together with this one, at once; 0 for none.
  static func end(with pid: Int32) { companion.store(pid, ordering: .releasing) }

  /// Does something, while the first SIGINT or SIGTERM asks for what was found so far, and ends nothing.
  static func asking<Result>(_ body: () -> Result) -> Result {
    asking.store(asks, ordering: .releasing)
    defer { asking.store(ends, ordering: .releasing) }
    return body()
  }

  /// Whether a signal has asked.
  static var isAsked: Bool { asking.load(ordering: .acquiring) == hasAsked }

  /// Takes the signal that came last for a question, where it is one.
  private static func takeQuestion() -> Bool {
    let number = last.load(ordering: .acquiring)
    guard number == SIGINT || number == SIGTERM,
      asking.compareExchange(
        expected: asks, desired: hasAsked, ordering: .acquiringAndReleasing
      ).exchanged
    else { return false }
    answered.add(1, ordering: .acquiringAndReleasing)
    return true
  }

  private static func watch(_ cancel: @escaping @Sendable () -> Void) {
    do throws(WorkerFault) {
      // Swift's own threads are not to be held up
      try PythonThread.start {
        unblock()
        repeat { while unsafe sem_wait(raised) != 0 {} } while takeQuestion()
        if companion.load(ordering: .acquiring) != 0 { self.end() }
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
        Interruption.last.store(number, ordering: .releasing)
        Interruption.come.add(1, ordering: .acquiringAndReleasing)
        unsafe sem_post(Interruption.raised)
      }
      // SIG_IGN
      if unsafe unsafeBitCast(before, to: Int.self) == 1 { signal(number, SIG_IGN) }
    }
  }

  /// Ends the process by the signal that came.
  private static func end() -> Never {
    let number = last.load(ordering: .acquiring)
    let companion = companion.load(ordering: .acquiring)
    if companion != 0 {
      kill(companion, SIGKILL)
      _ = waitpid(companion, nil, 0)
    }
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
