internal import Synchronization

/// Barks when a worker has been silent for too long.
final class Watchdog: Sendable {
  private struct State {
    var timer: Task<Void, Never>?
    var expected: (by: ContinuousClock.Instant, within: Duration)?
    var isStopped = false
    var exceeded: Duration?
  }

  private let state = Mutex(State())
  private let bark: @Sendable () -> Void

  /// A watchdog that does something, once, when a limit is exceeded.
  init(bark: @escaping @Sendable () -> Void) { self.bark = bark }

  /// A sign of life; the next is expected within `limit`.
  func expectNext(within limit: Duration) {
    let timer = Task {
      do {
        try await Task.sleep(for: limit)
      } catch {
        return
      }
      exceed(limit)
    }
    let previous = state.withLock { state in
      defer { state.timer = timer }
      state.expected = (.now + limit, limit)
      return state.timer
    }
    previous?.cancel()
  }

  /// A sign of life, after which nothing is expected until told: whether it came in time.
  func rest() -> Bool {
    state.withLock { state in
      state.timer?.cancel()
      // On a busy machine the sign may be read before the timer wakes up
      if let (end, limit) = state.expected, end < .now { state.exceeded = limit }
      state.expected = nil
      return state.exceeded == nil
    }
  }

  /// Lets it sleep for good, and tells which limit was exceeded before, if any.
  func stop() -> Duration? {
    state.withLock { state in
      state.timer?.cancel()
      state.isStopped = true
      return state.exceeded
    }
  }

  private func exceed(_ limit: Duration) {
    state.withLock { state in
      // A timer that was replaced while it woke up is cancelled, and means nothing.
      guard !state.isStopped, !Task.isCancelled else { return }
      state.exceeded = limit
      bark()
    }
  }
}
