import FoundationEssentials
import PySize
import PySizeTestSupport
import SystemPackage

#if canImport(Glibc)
  import Glibc
#endif

/// Usage: recorder PYTHON SOURCE [PACKAGES]
///
/// Measures every case on the interpreter PYTHON and writes a ``Recording`` to standard output;
/// SOURCE says in words where the interpreter came from, PACKAGES is a folder for its `sys.path`.
/// Then compares the bytes of every object with the emulator's, and each block's size with the
/// allocator's account of it, and names on standard error those that differ.
@main
enum Recorder {
  private static func complain(_ line: String) {
    _ = try? FileDescriptor.standardError.writeAll("\(line)\n".utf8)
  }

  static func main() async throws {
    let arguments = CommandLine.arguments.dropFirst()
    if arguments.first == Worker.argument { exit(await Worker.main()) }
    guard (2...3).contains(arguments.count) else {
      complain("usage: recorder PYTHON SOURCE [PACKAGES]")
      exit(64)
    }
    let environment = ProcessInfo.processInfo.environment
    let answers = await InterpreterFinder(environment: environment).find([arguments[1]])
    let interpreter: Interpreter
    switch answers.first {
    case .success(let found): interpreter = found
    case .failure(let error):
      complain("\(error)")
      exit(69)
    case nil: exit(70)
    }
    let cases = RecordCases.all(on: interpreter.build, everyInstance: false)
    let pool = WorkerPool(environment: environment, cache: WorkerPool.noCache)
    let types = TypeCases.all(on: interpreter.build)
    let job = WorkerPool.Job(
      interpreter, try cases.map(Snippet.init) + types.map(\.snippet),
      paths: arguments.dropFirst(2).map { FilePath($0) })
    let recording = Recording(
      build: "\(interpreter.build)", bridge: interpreter.bridge.rawValue, source: arguments[2],
      measurements: await pool.measure(job))
    try print(recording.lines())
    try await compareBytes(on: interpreter, by: pool, paths: job.paths)
    try await compareBlocks(on: interpreter, by: pool, paths: job.paths)
  }

  private static func compareBlocks(
    on interpreter: Interpreter, by pool: WorkerPool, paths: [FilePath]
  ) async throws {
    let build = interpreter.build
    let snippets = try BlockAccounts.snippets(on: build)
    let outcomes = await pool.measure(.init(interpreter, snippets, paths: paths)) {
      BlockAccounts.check($1, on: build)
    }
    for outcome in outcomes {
      for fault in outcome.seen?.faults ?? [] {
        complain("\(build): \(outcome.measurement.id): \(fault)")
      }
    }
    let blocks = outcomes.reduce(0) { $0 + ($1.seen?.blocks ?? 0) }
    complain("\(build): compared \(blocks) blocks with the allocator's accounts")
  }

  private static func compareBytes(
    on interpreter: Interpreter, by pool: WorkerPool, paths: [FilePath]
  ) async throws {
    let build = interpreter.build
    let objects =
      try ObjectCases.all(on: build) + ObjectCases.literals.map(What.literal)
      + ObjectCases.records(on: build)
    let results = await ByteComparer(pool: pool).compare(objects, on: interpreter, paths: paths)
    var checked = 0
    for (what, result) in zip(objects, results) {
      switch result {
      case .success(let comparison):
        checked += 1
        for difference in comparison.differences.prefix(3) {
          complain("\(build): \(what.name): \(difference)")
        }
      case .failure(let reason): complain("\(build): skipped the bytes of \(what.name): \(reason)")
      }
    }
    complain("\(build): compared the bytes of \(checked) objects of \(objects.count)")
  }
}
