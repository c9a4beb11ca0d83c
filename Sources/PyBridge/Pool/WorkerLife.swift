internal import PyLayout
internal import PyMemory
internal import Subprocess
internal import SystemPackage

/// What happens while a worker lives.
struct WorkerLife: Sendable {
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
