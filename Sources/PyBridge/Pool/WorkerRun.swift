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
    /// Looks at what a snippet made; `nil` when nobody wants to.
    var observer: WorkerPool.Observer?
    /// Whether the next snippet starts only when it has looked.
    var holdsWorker = true
    /// All that the worker is asked, in order.
    var requests: [Snippet] { signs + snippets }
    /// Whether a snippet is handed over when the one before is done with, and not at once.
    var isStepwise: Bool { observer != nil && holdsWorker }
  }

  /// How far it came.
  struct Outcome: Sendable {
    /// Its measurements, of the first of the signs and snippets.
    var measurements: [Measurement] = []
    /// Whether it has begun: then it is at work on the first of them that it has not measured.
    var hasBegun = false
    /// Why it came no further; `nil` as long as nobody knows.
    var reason: String?
    /// Whether that is because it said nothing for too long.
    var hasStalled = false
  }

  private let assignments: AsyncStream<Assignment>.Continuation
  private let outcomes: AsyncStream<Outcome>
  private let life: Task<Void, Never>

  /// Starts a worker.
  ///
  /// - Parameters:
  ///   - executable: what to start as the worker.
  ///   - environment: the worker's whole environment.
  init(executable: FilePath, environment: [String: String]) {
    let (assigned, assignments) = AsyncStream.makeStream(of: Assignment.self)
    let (outcomes, answers) = AsyncStream.makeStream(of: Outcome.self)
    self.assignments = assignments
    self.outcomes = outcomes
    life = Task {
      let life = WorkerLife(assigned: assigned, complete: answers)
      answers.yield(await life.run(executable, in: environment))
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
  func measure(_ assignment: Assignment) async -> Outcome {
    assignments.yield(assignment)
    return await withTaskCancellationHandler {
      await outcomes.first { _ in true } ?? Outcome(reason: "cancelled")
    } onCancel: {
      life.cancel()
    }
  }
}

/// What happens while a worker lives.
private struct WorkerLife: Sendable {
  /// What it is to measure, sooner or later.
  let assigned: AsyncStream<WorkerRun.Assignment>
  /// Who is told at once when all is measured.
  let complete: AsyncStream<WorkerRun.Outcome>.Continuation

  private typealias Outcome = WorkerRun.Outcome
  private typealias Process = Execution<CustomWriteInput, SequenceOutput, SequenceOutput>

  /// How long it may take until it begins.
  private static let startTimeLimit = Duration.seconds(60)

  /// Runs it to its end.
  func run(_ executable: FilePath, in environment: [String: String]) async -> WorkerRun.Outcome {
    if let shortage = OpenFiles.shortage {
      return Outcome(reason: "cannot start the worker: \(shortage)")
    }
    do {
      let result = try await Subprocess.run(
        .program(executable), arguments: .program(executable, [Worker.argument]),
        environment: .init(variables: environment), platformOptions: .ownGroup,
        input: .inputWriter, output: .sequence, error: .sequence
      ) { process -> (outcome: Outcome, exceeded: Duration?, errors: [UInt8]) in
        guard let assignment = await assigned.first(where: { _ in true }) else {
          process.killGroup()
          return (Outcome(), nil, [])
        }
        return await converse(process, about: assignment)
      }
      var (outcome, exceeded, errors) = result.closureResult
      if let limit = exceeded {
        outcome.hasStalled = true
        outcome.reason = "no answer within \(limit.inWords)"
      } else if outcome.reason == nil {
        let last = outcome.hasBegun ? nil : errors.tellingLine
        outcome.reason =
          "the interpreter \(result.terminationStatus.predicate)" + (last.map { ": \($0)" } ?? "")
      }
      return outcome
    } catch {
      return Outcome(reason: "cannot start the worker \(executable): \(error)".asOneLine)
    }
  }

  private func converse(
    _ process: Process, about assignment: WorkerRun.Assignment
  ) async -> (Outcome, exceeded: Duration?, errors: [UInt8]) {
    let tail = Tail()
    let watchdog = Watchdog { process.killGroup() }
    watchdog.expectNext(within: Self.startTimeLimit)
    let (outcome, exceeded) = await withTaskGroup(of: Void.self) { group in
      group.addTask { await tail.collect(process.standardError) }
      // It stays open: a worker whose parent hangs up ends.
      group.addTask {
        // The header first: the worker can load its interpreter by that.
        guard let header = try? JSON.line(assignment.header) else { return }
        _ = try? await process.standardInputWriter.write(header)
        // Where somebody looks at each object, the next snippet waits for that.
        let requests = assignment.requests[...]
        let first = assignment.isStepwise ? requests.prefix(1) : requests
        let lines = first.compactMap { try? JSON.line($0) }.flatMap(\.self)
        _ = try? await process.standardInputWriter.write(lines)
      }
      let outcome = await listen(to: process, about: assignment, watchdog)
      // Whatever it started goes with it; how it ended by itself stays known.
      let exceeded = watchdog.stop()
      process.killGroup()
      if outcome.measurements.count == assignment.requests.count { complete.yield(outcome) }
      group.cancelAll()
      return (outcome, exceeded)
    }
    return (outcome, exceeded, await tail.bytes)
  }

  /// Takes the worker's events in until it is done, or ends.
  private func listen(
    to process: Process, about assignment: WorkerRun.Assignment, _ watchdog: Watchdog
  ) async -> Outcome {
    var outcome = Outcome()
    var lines = Lines()
    var waiting = assignment.requests[...]
    do {
      for try await buffer in process.standardOutput {
        lines.append(unsafe buffer.withUnsafeBytes { unsafe [UInt8]($0) })
        while let line = lines.next() {
          let event = try JSON.value(WorkerEvent.self, of: line)
          if let fault = event.fault {
            outcome.reason = fault.asOneLine
            return outcome
          }
          guard (event.measurement == nil) == !outcome.hasBegun else { throw Misunderstanding() }
          outcome.hasBegun = true
          // The observer's time is not counted as the worker's
          guard watchdog.rest() else { return outcome }
          if let answer = event.measurement, let snippet = waiting.first {
            let measurement = answer.checked(as: snippet)
            outcome.measurements.append(measurement)
            if let observer = assignment.observer, let place = event.place,
              measurement.status == .measured,
              outcome.measurements.count > assignment.signs.count
            {
              observer(snippet, place.made(in: measurement))
            }
            if assignment.isStepwise {
              let rest = waiting.dropFirst().prefix(1)
              _ = try await process.standardInputWriter.write(
                rest.flatMap { (try? JSON.line($0)) ?? [] })
            }
            waiting = waiting.dropFirst()
          }
          guard let next = waiting.first else { return outcome }
          watchdog.expectNext(within: assignment.timeLimit(next))
        }
        if lines.isTooLong {
          outcome.reason = Lines.endless
          return outcome
        }
      }
    } catch {
      outcome.reason = "the worker's answer is not understood"
    }
    return outcome
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
      object: Address(rawValue: object))
  }
}
