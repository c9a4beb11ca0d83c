internal import Synchronization

/// Tells when a worker has been silent for too long.
final class Watchdog: Sendable {
  private struct State {
    var deadline: ContinuousClock.Instant
    var limit: Duration
    var exceeded: Duration?
  }

  private let state: Mutex<State>

  /// A watchdog that expects a sign of life within `limit`.
  init(_ limit: Duration) {
    state = Mutex(State(deadline: .now + limit, limit: limit))
  }

  /// A sign of life; the next is expected within `limit`.
  func expectNext(within limit: Duration) {
    state.withLock {
      $0.deadline = .now + limit
      $0.limit = limit
    }
  }

  /// The limit that was exceeded; `nil` as long as none was.
  var exceeded: Duration? { state.withLock(\.exceeded) }

  /// Waits until the limit is exceeded and returns `true`, or `false` when cancelled before.
  func bark() async -> Bool {
    while true {
      let deadline = state.withLock(\.deadline)
      do {
        try await Task.sleep(until: deadline, clock: .continuous)
      } catch {
        return false
      }
      let isExceeded = state.withLock {
        if $0.deadline <= .now { $0.exceeded = $0.limit }
        return $0.exceeded != nil
      }
      if isExceeded { return true }
    }
  }
}
