import CommandLineSupport
import OracleSupport
import PySize
import PySizeTestSupport
import SeededRandom
import Testing

/// What the allocator has given for each block of any object, read where it keeps account of it, is
/// what the rules say for the bytes that the inspector takes the block to have.
@Suite struct BlockTests {
  @Test func allocatorsAgree() async throws {
    let cache = try PackageCache(environment: LiveRecordTests.environment)
    let pool = WorkerPool(
      executable: Checkout.pysize, environment: LiveRecordTests.environment, cache: cache.folder)
    for interpreter in await LiveRecordTests.interpreters() {
      let snippets = SplitMix64.each(5, of: try BlockAccounts.snippets(on: interpreter.build))
      let outcomes = await pool.measure(
        .init(interpreter, snippets, paths: cache.installed(for: interpreter))
      ) { index, made in
        let (blocks, faults) = BlockAccounts.check(made, on: interpreter.build)
        let id = snippets[index].id
        return (blocks, faults + BlockAccounts.disagreement(id, made, on: interpreter.build))
      }
      let seen = outcomes.compactMap(\.seen)
      for (outcome, (_, faults)) in zip(outcomes.filter { $0.seen != nil }, seen) {
        for fault in faults {
          Issue.record("\(interpreter.build) \(outcome.measurement.id) \(fault)")
        }
      }
      let blocks = seen.reduce(0) { $0 + $1.0 }
      print("checked \(interpreter.build): \(blocks) blocks of \(seen.count) objects")
      #expect(
        seen.count * 2 > snippets.count, "\(interpreter.build): too few objects could be made")
    }
  }
}
