internal import SystemPackage

/// One worker's life: from its start to its last measurement, or to an earlier end.
///
/// It starts at once and is told afterwards what to measure; it ends when nobody holds it any more and
/// it was told nothing.
final class WorkerRun: Sendable {
  /// What to measure, and with what.
  struct Assignment: Sendable {
    /// The interpreter, and what holds for all snippets.
    let header: WorkerHeader
    /// Snippets that show where an earlier worker ended: asked first, and not observed.
    let signs: [Snippet]
    /// What to measure, in order.
    let snippets: [Snippet]
    /// How long it may take for a snippet.
    let timeLimit: @Sendable (Snippet) -> Duration
    /// What happens while somebody looks at what a snippet made.
    let looking: Looking
    /// All that the worker is asked, in order.
    var requests: [Snippet] { signs + snippets }
  }

  /// What happens while somebody looks at what a snippet made.
  enum Looking: Sendable {
    /// Nobody looks.
    case none
    /// The worker goes on to the next snippet.
    case beside
    /// The worker waits: it gets the next snippet when the one before has been looked at.
    case between
  }

  /// What it says while it is at work.
  enum Event: Sendable {
    /// It has measured the next of the signs and snippets.
    case measured(Measurement)
    /// It has measured the next one, and waits until the object has been looked at.
    case made(WorkerPool.Made)
    /// It has measured all, or comes no further.
    case ended(Ending)
  }

  /// How it ended.
  struct Ending: Sendable {
    /// Whether it has begun: then it is at work on the first that it has not measured.
    var hasBegun = false
    /// Why it came no further; `nil` as long as nobody knows.
    var reason: String?
    /// Whether that is because it said nothing for too long.
    var hasStalled = false
  }

  private let assignments: AsyncStream<Assignment>.Continuation
  private let events: AsyncStream<Event>
  private let looks: AsyncStream<Void>.Continuation
  private let life: Task<Void, Never>

  /// Starts a worker.
  ///
  /// - Parameters:
  ///   - executable: what to start as the worker.
  ///   - environment: the worker's whole environment.
  init(executable: FilePath, environment: [String: String]) {
    let (assigned, assignments) = AsyncStream.makeStream(of: Assignment.self)
    let (events, told) = AsyncStream.makeStream(of: Event.self)
    let (looked, looks) = AsyncStream.makeStream(of: Void.self)
    self.assignments = assignments
    self.events = events
    self.looks = looks
    life = Task {
      let life = WorkerLife(assigned: assigned, events: told, looked: looked)
      told.yield(.ended(await life.run(executable, in: environment)))
    }
  }

  deinit { assignments.finish() }

  /// Ends it before it was told anything, and waits until it is gone.
  func end() async {
    assignments.finish()
    await life.value
  }

  /// Has the snippets measured, as far as the worker comes; called once.
  ///
  /// A worker that measured all of them is done for its caller, who does not wait until its process has
  /// ended.
  ///
  /// - Parameter look: looks at an object, given its place among the signs and snippets.
  /// - Returns: what came of the first of the signs and snippets, and why it is no more of them.
  func measure<Seen>(
    _ assignment: Assignment, look: (_ index: Int, WorkerPool.Made) -> Seen
  ) async -> (outcomes: [WorkerPool.Outcome<Seen>], ending: Ending) {
    assignments.yield(assignment)
    return await withTaskCancellationHandler {
      var outcomes: [WorkerPool.Outcome<Seen>] = []
      for await event in events {
        switch event {
        case .measured(let measurement):
          outcomes.append(.init(measurement: measurement, seen: nil))
        case .made(let made):
          outcomes.append(
            .init(measurement: made.measurement, seen: look(outcomes.count, made)))
          looks.yield()
        case .ended(let ending): return (outcomes, ending)
        }
      }
      return (outcomes, Ending(reason: "cancelled"))
    } onCancel: {
      life.cancel()
    }
  }
}
