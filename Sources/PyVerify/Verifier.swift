public import PyBridge
package import PyLayout
import Synchronization

/// Checks the model on random programs: each is run by the emulator and by a real interpreter, and
/// the sizes of its objects are predicted, inspected and asked for.
public struct Verifier: Sendable {
  private let pool: WorkerPool
  private let model: @Sendable (Build) -> Build

  /// A verifier.
  ///
  /// - Parameter pool: what starts the workers.
  public init(pool: WorkerPool) { self.init(pool: pool) { $0 } }

  /// A verifier that predicts by the rules of another build than the interpreter's: it has to find
  /// the difference.
  package init(pool: WorkerPool, model: @escaping @Sendable (Build) -> Build) {
    self.pool = pool
    self.model = model
  }

  /// Programs in one snippet, whose objects are in the interpreter's memory at once.
  private static let batch = 1000
  /// Programs for one worker.
  private static let chunk = 20_000
  /// How many of the programs that disagree are made small.
  private static let shown = 3

  /// Runs `count` programs on each interpreter.
  ///
  /// - Parameters:
  ///   - count: how many programs.
  ///   - seed: what they are made from; the same seed makes the same programs for a build.
  ///   - interpreters: where.
  ///   - progress: told of each interpreter's programs as they are done.
  public func verify(
    _ count: Int, seed: UInt64, on interpreters: [Interpreter],
    progress: @escaping @Sendable (_ index: Int, _ programs: Int) async -> Void = { _, _ in }
  ) async -> [Verification] {
    let found = Mutex(interpreters.map { Verification($0.build, seed: seed) })
    let chunks = interpreters.indices.flatMap { index in
      stride(from: 0, to: count, by: Self.chunk).map { (index, $0..<min(count, $0 + Self.chunk)) }
    }
    _ = await concurrently(chunks, limit: processorCount + 1) { index, numbers in
      let interpreter = interpreters[index]
      // One that does not start is not started for every chunk
      guard found.withLock({ $0[index].reason }) == nil else { return }
      let programs = numbers.map {
        ProgramGenerator.program($0, seed: seed, on: interpreter.build)
      }
      var verdicts: [Verdict]
      do throws(NotStarted) {
        verdicts = try await self.verdicts(on: programs, by: interpreter)
        // One that ends the interpreter takes nothing from the others
        await settle(&verdicts, on: programs, by: interpreter)
      } catch {
        return found.withLock { $0[index].reason = error.reason }
      }
      var small: [Verification.Disagreement] = []
      for (number, (program, verdict)) in zip(numbers, zip(programs, verdicts)) {
        if case .agreed = verdict { continue }
        guard found.withLock({ $0[index].disagreements.count }) + small.count < Self.shown else {
          break
        }
        if let one = await disagreement(number, program, verdict, on: interpreter) {
          small.append(one)
        }
      }
      found.withLock { $0[index].add(verdicts, small) }
      await progress(index, numbers.count)
    }
    return found.withLock { $0 }
  }
}

extension Verification {
  fileprivate mutating func add(_ verdicts: [Verdict], _ small: [Disagreement]) {
    for verdict in verdicts {
      switch verdict {
      case .agreed(let figures):
        checked += 1
        self.figures += figures
      case .disagreed:
        checked += 1
        disagreed += 1
      case .failed: unchecked += 1
      }
    }
    disagreements = Array((disagreements + small).sorted { $0.number < $1.number }.prefix(3))
  }
}

/// Why an interpreter runs no program at all.
private struct NotStarted: Error {
  let reason: String
}

extension Verifier {
  /// The verdict on each program, in order.
  private func verdicts(
    on programs: [Program], by interpreter: Interpreter
  ) async throws(NotStarted) -> [Verdict] {
    let batches: [ProgramBatch]
    do {
      batches = try stride(from: 0, to: programs.count, by: Self.batch).map {
        try ProgramBatch(
          programs[$0..<min(programs.count, $0 + Self.batch)], for: interpreter.build)
      }
    } catch {
      throw NotStarted(reason: "\(error)")
    }
    let model = self.model(interpreter.build)
    let snippets = batches.enumerated().map { $1.snippet(id: "\($0)") }
    let outcomes = await pool.measure(.init(interpreter, snippets)) { index, made -> [Verdict] in
      do {
        return try batches[index].verdicts(on: made, of: interpreter.build, by: model)
      } catch {
        return batches[index].programs.map { _ in .failed("\(error)") }
      }
    }
    if outcomes.allSatisfy({ $0.seen == nil }) && outcomes.count > 1 {
      throw NotStarted(reason: outcomes.first?.measurement.reason ?? "no answer")
    }
    return zip(batches, outcomes).flatMap { batch, outcome in
      let reason = outcome.measurement.reason ?? "the interpreter gave no answer"
      return outcome.seen ?? batch.programs.map { _ in .failed(reason) }
    }
  }

  /// The verdict on each program, each in a snippet of its own where together they end the
  /// interpreter.
  private func verdictsAlone(
    on programs: [Program], by interpreter: Interpreter
  ) async -> [Verdict] {
    guard var verdicts = try? await verdicts(on: programs, by: interpreter) else {
      return programs.map { _ in .failed("the interpreter does not start any more") }
    }
    await settle(&verdicts, on: programs, by: interpreter)
    return verdicts
  }

  /// Runs the programs that have no answer again, in halves, until each has one or has none alone.
  private func settle(
    _ verdicts: inout [Verdict], on programs: [Program], by interpreter: Interpreter
  ) async {
    let failed = programs.indices.filter { if case .failed = verdicts[$0] { true } else { false } }
    guard programs.count > 1, !failed.isEmpty else { return }
    for half in [failed[..<(failed.count / 2)], failed[(failed.count / 2)...]] where !half.isEmpty {
      let again = await verdictsAlone(on: half.map { programs[$0] }, by: interpreter)
      for (index, verdict) in zip(half, again) { verdicts[index] = verdict }
    }
  }

  /// The smallest program found that still fails; `nil` when it does not fail alone.
  private func disagreement(
    _ number: Int, _ program: Program, _ verdict: Verdict, on interpreter: Interpreter
  ) async -> Verification.Disagreement? {
    guard var reasons = await verdictsAlone(on: [program], by: interpreter).first?.reasons else {
      return nil
    }
    var smallest = program
    var length = max(1, smallest.statements.count / 2)
    while true {
      let starts = Array(stride(from: 0, to: smallest.statements.count, by: length))
      let candidates = starts.map { start in
        var candidate = smallest
        candidate.statements.removeSubrange(
          start..<min(candidate.statements.count, start + length))
        return candidate
      }
      let verdicts = await verdictsAlone(on: candidates, by: interpreter)
      let failing = zip(candidates, verdicts).first { $1.reasons != nil && !$0.statements.isEmpty }
      if let failing, let why = failing.1.reasons {
        smallest = failing.0
        reasons = why
        length = min(length, max(1, smallest.statements.count / 2))
      } else if length == 1 {
        break
      } else {
        length /= 2
      }
    }
    return .init(
      number: number, program: smallest.source(on: interpreter.build), reasons: reasons)
  }
}

extension Verdict {
  /// What differs; `nil` when nothing does.
  fileprivate var reasons: [String]? {
    switch self {
    case .agreed: nil
    case .disagreed(let lines): lines
    case .failed(let reason): [reason]
    }
  }
}
