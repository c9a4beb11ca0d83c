internal import Subprocess
internal import SystemPackage

/// One worker's life: from its start to its last measurement, or to its end before.
struct WorkerRun: Sendable {
  /// What to start as the worker.
  let executable: FilePath
  /// The worker's whole environment.
  let environment: [String: String]
  /// What it is to do it with.
  let header: WorkerHeader
  /// How long it may take for a snippet.
  let timeLimit: @Sendable (Snippet) -> Duration

  /// How long it may take until it begins.
  private static let startTimeLimit = Duration.seconds(60)

  /// How far it came.
  struct Outcome: Sendable {
    /// Its measurements, of the first snippets.
    var measurements: [Measurement] = []
    /// Whether it has begun with a snippet that it did not finish.
    var isUnderWay = false
    /// Whether it has begun at all.
    var hasBegun = false
    /// Why it came no further; `nil` as long as nobody knows.
    var reason: String?
  }

  private typealias Process = Execution<CustomWriteInput, SequenceOutput, SequenceOutput>

  /// Has the snippets measured, as far as the worker comes.
  func measure(_ snippets: ArraySlice<Snippet>) async -> Outcome {
    do {
      let result = try await Subprocess.run(
        .path(executable), arguments: [Worker.argument],
        environment: .init(variables: environment), platformOptions: .ownGroup,
        input: .inputWriter, output: .sequence, error: .sequence
      ) { await converse($0, about: snippets) }
      var (outcome, exceeded, errors) = result.closureResult
      if let limit = exceeded {
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
    _ process: Process, about snippets: ArraySlice<Snippet>
  ) async -> (Outcome, exceeded: Duration?, errors: [UInt8]) {
    let tail = Tail()
    let watchdog = Watchdog { process.killGroup() }
    watchdog.expectNext(within: Self.startTimeLimit)
    let (outcome, exceeded) = await withTaskGroup(of: Void.self) { group in
      group.addTask { await tail.collect(process.standardError) }
      // It stays open: a worker whose parent hangs up ends.
      group.addTask {
        // Written while the worker starts, the header first: it can load its interpreter by that.
        guard let header = try? JSON.line(header) else { return }
        _ = try? await process.standardInputWriter.write(header)
        let lines = snippets.compactMap { try? JSON.line($0) }.flatMap(\.self)
        _ = try? await process.standardInputWriter.write(lines)
      }
      let outcome = await listen(process.standardOutput, about: snippets, watchdog)
      // Whatever it started goes with it; how it ended by itself stays known.
      let exceeded = watchdog.stop()
      process.killGroup()
      group.cancelAll()
      return (outcome, exceeded)
    }
    return (outcome, exceeded, await tail.bytes)
  }

  /// Takes the worker's events in until it is done, or ends.
  private func listen(
    _ output: SubprocessOutputSequence, about snippets: ArraySlice<Snippet>, _ watchdog: Watchdog
  ) async -> Outcome {
    var outcome = Outcome()
    var lines = Lines()
    var waiting = snippets
    do {
      for try await buffer in output {
        lines.append(unsafe buffer.withUnsafeBytes { unsafe [UInt8]($0) })
        while let line = lines.next() {
          let event = try JSON.value(WorkerEvent.self, of: line)
          if let fault = event.fault {
            outcome.reason = fault
            return outcome
          }
          outcome.isUnderWay = event.begin == true
          outcome.hasBegun = true
          if let measurement = event.measurement {
            outcome.measurements.append(measurement)
            waiting = waiting.dropFirst()
          }
          guard let next = waiting.first else { return outcome }
          watchdog.expectNext(within: timeLimit(next))
        }
      }
    } catch {
      outcome.reason = "the worker's answer is not understood"
    }
    return outcome
  }
}

extension Execution {
  /// Kills the process and all that it started.
  func killGroup() {
    try? send(signal: .kill, toProcessGroup: true)
  }
}
