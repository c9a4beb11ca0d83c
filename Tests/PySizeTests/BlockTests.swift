import CommandLineSupport
import OracleSupport
import PySize
import PySizeTestSupport
import SeededRandom
import Synchronization
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
      let checked = Mutex(0)
      let wrong = Mutex<[String]>([])
      let measurements = await pool.measure(
        .init(interpreter, snippets, paths: cache.installed(for: interpreter))
      ) { snippet, made in
        var (blocks, faults) = BlockAccounts.check(made, on: interpreter.build)
        faults += BlockAccounts.disagreement(snippet.id, made, on: interpreter.build)
        checked.withLock { $0 += blocks }
        wrong.withLock { $0 += faults.map { "\(interpreter.build) \(snippet.id) \($0)" } }
      }
      for fault in wrong.withLock({ $0 }) { Issue.record("\(fault)") }
      let made = measurements.count { $0.status == .measured }
      print("checked \(interpreter.build): \(checked.withLock { $0 }) blocks of \(made) objects")
      #expect(made * 2 > snippets.count, "\(interpreter.build): too few objects could be made")
    }
  }
}
