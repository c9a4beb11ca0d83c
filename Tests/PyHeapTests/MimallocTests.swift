import FoundationEssentials
import OracleSupport
import PyHeap
import PyLayout
import PySize
import Subprocess
import SystemPackage
import Testing

/// mimalloc's segments where several threads have them: free-threaded builds, and others by `PYTHONMALLOC`.
@Suite struct MimallocTests {
  /// A thread that has ended, one that waits, and one that frees what these have taken; and a segment for one
  /// block alone.
  private static let script = """
    import sys, threading
    class Kept(object):
        __slots__ = ()
    made = threading.Event()
    over = threading.Event()
    buffers = []
    def stay():
        buffers.extend(bytearray(b'x' * 100) for number in range(5000))
        made.set()
        over.wait()
    thread = threading.Thread(target=stay)
    thread.daemon = True
    thread.start()
    made.wait()
    keep = []
    thread = threading.Thread(target=lambda: keep.extend([Kept() for number in range(20000)]))
    thread.start()
    thread.join()
    del keep[::2]
    for each in buffers: each.extend(b'y' * 500)
    large = bytearray(40 << 20)
    sys.stdout.write('%d\\n' % sys.getallocatedblocks())
    sys.stdout.flush()
    sys.stdin.readline()
    over.set()
    """

  @Test(
    "blocks of threads that have ended, and that others have freed, are known",
    arguments: await LiveBuild.withRoots())
  func threadsAreKnown(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    let build = interpreter.build
    guard build.version >= Version(3, 13) else {
      print("skipped: mimalloc's segments on \(build) because it has none")
      try Test.cancel("\(build) has no mimalloc")
    }
    let allocator = build.isFreeThreaded ? [] : [("PYTHONMALLOC", "mimalloc")]
    let variables = Oracle.variables.merging(allocator) { $1 }.compactMap { name, value in
      Environment.Key(rawValue: name).map { ($0, value) }
    }
    let command = interpreter.command(["-S", "-c", Self.script])
    let outcome = try await Subprocess.run(
      .path(FilePath(command.path)), arguments: Arguments(command.arguments),
      environment: .custom(Dictionary(variables) { a, _ in a }), input: .inputWriter,
      output: .sequence, error: .discarded
    ) { child in
      var lines = child.standardOutput.strings().makeAsyncIterator()
      let counted = try #require(try await lines.next().flatMap { Int($0) }, "\(build)")
      let heap = try ProcessHeap(ofProcess: child.processIdentifier.value)
      let mimalloc = try #require(heap.allocators.first { $0.name == "mimalloc" }, "\(build)")
      // Without the lock CPython counts all threads' blocks, with it the calling one's
      if build.isFreeThreaded {
        #expect(abs(mimalloc.blocks - counted) <= 64, "\(build): \(mimalloc.blocks), \(counted)")
      }
      #expect(heap.types(named: "Kept").first?.count == 10_000, "\(build)")
      let buffers = try #require(heap.types(named: "bytearray").first, "\(build)")
      #expect(buffers.count == 5001 && buffers.allocated > 40 << 20, "\(build): \(buffers)")
      #expect(mimalloc.unexplained.blocks * 1000 <= mimalloc.blocks, "\(build)")
      // What was freed is free: nothing else is left to look as if it waited in a list of CPython's
      let waiting = mimalloc.shares.first { $0.owner == .block(.freeList) }?.blocks ?? 0
      #expect(waiting < 2000, "\(build): \(waiting)")
      let sum =
        heap.allocators.flatMap(\.shares).reduce(0) { $0 + $1.resident }
        + heap.others.reduce(0) { $0 + $1.resident }
      #expect(sum == heap.resident, "\(build)")
      print("checked: \(build): \(mimalloc.blocks) blocks of mimalloc's")
      _ = try await child.standardInputWriter.write(Array("\n".utf8))
      try await child.standardInputWriter.finish()
    }
    #expect(outcome.terminationStatus.isSuccess, "\(build): \(outcome.terminationStatus)")
  }
}
