internal import PyLayout
internal import PyMemory
internal import Subprocess
internal import SystemPackage

/// One worker's life: from its start to its last measurement, or to an earlier end.
///
/// It starts at once and is told afterwards what to measure; it ends when nobody holds it any more and it was told nothing.
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
  fileprivate enum Event: Sendable {
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
  /// A worker that measured all of them is done for its caller, who does not wait until its process has ended.
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

/// What happens while a worker lives.
private struct WorkerLife: Sendable {
  /// What it is to measure, sooner or later.
  let assigned: AsyncStream<WorkerRun.Assignment>
  /// Who is told what it measures, and at once when that is all.
  let events: AsyncStream<WorkerRun.Event>.Continuation
  /// When an object has been looked at.
  let looked: AsyncStream<Void>

  private typealias Ending = WorkerRun.Ending
  private typealias Process = Execution<CustomWriteInput, SequenceOutput, SequenceOutput>

  /// How long it may take until it begins.
  private static let startTimeLimit = Duration.seconds(60)

  /// Runs it to its end.
  func run(_ executable: FilePath, in environment: [String: String]) async -> WorkerRun.Ending {
    if let shortage = OpenFiles.shortage {
      return Ending(reason: "cannot start the worker: \(shortage)")
    }
    do {
      let result = try await Subprocess.run(
        .program(executable), arguments: .program(executable, [Worker.argument]),
        environment: .init(variables: environment), platformOptions: .ownGroup,
        input: .inputWriter, output: .sequence, error: .sequence
      ) { process -> (ending: Ending, exceeded: Duration?, errors: [UInt8]) in
        guard let assignment = await assigned.first(where: { _ in true }) else {
          process.killGroup()
          return (Ending(), nil, [])
        }
        return await converse(process, about: assignment)
      }
      var (ending, exceeded, errors) = result.closureResult
      if let limit = exceeded {
        ending.hasStalled = true
        ending.reason = "no answer within \(limit.inWords)"
      } else if ending.reason == nil {
        let last = ending.hasBegun ? nil : errors.tellingLine
        ending.reason =
          "the interpreter \(result.terminationStatus.predicate)" + (last.map { ": \($0)" } ?? "")
      }
      return ending
    } catch {
      return Ending(reason: "cannot start the worker \(executable): \(error)".asOneLine)
    }
  }

  private func converse(
    _ process: Process, about assignment: WorkerRun.Assignment
  ) async -> (Ending, exceeded: Duration?, errors: [UInt8]) {
    let tail = Tail()
    let watchdog = Watchdog { process.killGroup() }
    watchdog.expectNext(within: Self.startTimeLimit)
    let (ending, exceeded) = await withTaskGroup(of: Void.self) { group in
      group.addTask { await tail.collect(process.standardError) }
      // It stays open: a worker whose parent hangs up ends.
      group.addTask {
        // The header first: the worker can load its interpreter by that.
        guard let header = try? JSON.line(assignment.header) else { return }
        _ = try? await process.standardInputWriter.write(header)
        // Where the worker waits for somebody who looks, the next snippet does.
        let requests = assignment.requests[...]
        let first = assignment.looking == .between ? requests.prefix(1) : requests
        let lines = first.compactMap { try? JSON.line($0) }.flatMap(\.self)
        _ = try? await process.standardInputWriter.write(lines)
      }
      let (ending, isComplete) = await listen(to: process, about: assignment, watchdog)
      // Whatever it started goes with it; how it ended by itself stays known.
      let exceeded = watchdog.stop()
      process.killGroup()
      if isComplete { events.yield(.ended(ending)) }
      group.cancelAll()
      return (ending, exceeded)
    }
    return (ending, exceeded, await tail.bytes)
  }

  /// Takes the worker's events in until it is done, or ends; whether it has measured all.
  private func listen(
    to process: Process, about assignment: WorkerRun.Assignment, _ watchdog: Watchdog
  ) async -> (Ending, isComplete: Bool) {
    var ending = Ending()
    var lines = Lines()
    var waiting = assignment.requests[...]
    do {
      for try await buffer in process.standardOutput {
        lines.append(unsafe buffer.withUnsafeBytes { unsafe [UInt8]($0) })
        while let line = lines.next() {
          let event = try JSON.value(WorkerEvent.self, of: line)
          if let fault = event.fault {
            ending.reason = fault.asOneLine
            return (ending, false)
          }
          guard (event.measurement == nil) == !ending.hasBegun else { throw Misunderstanding() }
          ending.hasBegun = true
          // The time of whoever looks is not counted as the worker's
          guard watchdog.rest() else { return (ending, false) }
          if let answer = event.measurement, let snippet = waiting.first {
            let measurement = answer.checked(as: snippet)
            if assignment.looking != .none, let place = event.place,
              measurement.status == .measured, waiting.count <= assignment.snippets.count
            {
              events.yield(.made(place.made(in: measurement)))
              _ = await looked.first { true }
            } else {
              events.yield(.measured(measurement))
            }
            waiting = waiting.dropFirst()
            if assignment.looking == .between {
              let next = waiting.prefix(1).flatMap { (try? JSON.line($0)) ?? [] }
              _ = try await process.standardInputWriter.write(next)
            }
          }
          guard let next = waiting.first else { return (ending, true) }
          watchdog.expectNext(within: assignment.timeLimit(next))
        }
        if lines.isTooLong {
          ending.reason = Lines.endless
          return (ending, false)
        }
      }
    } catch {
      ending.reason = "the worker's answer is not understood"
    }
    return (ending, false)
  }
}

/// An event that nobody waits for.
private struct Misunderstanding: Error {}

extension Execution {
  /// Kills the process and all that it started.
  func killGroup() {
    try? send(signal: .kill, toProcessGroup: true)
  }
}

extension Place {
  /// The object, in its process's memory.
  fileprivate func made(in measurement: Measurement) -> WorkerPool.Made {
    WorkerPool.Made(
      measurement: measurement, memory: ProcessMemory(pid: pid),
      object: Address(rawValue: object), besides: besides.mapValues(Address.init(rawValue:)))
  }
}
