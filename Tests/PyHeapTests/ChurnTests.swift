import FoundationEssentials
import OracleSupport
import PyHeap
import PyLayout
import PySize
import PyTarget
import SeededRandom
import Subprocess
import SystemPackage
import Testing

/// Processes that never rest: one at a time, or each would get a tenth of the machine.
@Suite(.serialized) struct ChurnTests {
  /// Threads that allocate, collect and end, and children that are forked meanwhile.
  private static let script = """
    import gc, os, sys, threading, time
    def work():
        keep = []
        while True:
            keep.append([str(i) for i in range(40)])
            keep.append(dict((i, [i]) for i in range(15)))
            if len(keep) > 3000: del keep[:1500]
            if len(keep) % 500 == 0: gc.collect()
    def start():
        thread = threading.Thread(target=work)
        thread.daemon = True
        thread.start()
    for i in range(2): start()
    def short(): sum(range(1000))
    def come_and_go():
        while True:
            thread = threading.Thread(target=short)
            thread.start()
            thread.join()
            child = os.fork()
            if child == 0: os._exit(0)
            os.waitpid(child, 0)
            time.sleep(0.001)
    thread = threading.Thread(target=come_and_go)
    thread.daemon = True
    thread.start()
    sys.stdout.write('on\\n')
    sys.stdout.flush()
    sys.stdin.readline()
    sys.stdout.write('alive\\n')
    sys.stdout.flush()
    os._exit(0)
    """

  /// One thread that fills far more than a look takes along at once, and one whose calls go deep.
  private static let growing = """
    import os, sys, threading
    sys.setrecursionlimit(1 << 20)
    threading.stack_size(1 << 29)
    def fill():
        while True:
            keep = [bytearray(b'x') * (1 << 20) for i in range(300)]
    def deep(depth):
        mine = [depth]
        return deep(depth - 1) if depth else None
    def go():
        while True: deep(50000)
    for work in [fill, go]:
        thread = threading.Thread(target=work)
        thread.daemon = True
        thread.start()
    sys.stdout.write('on\\n')
    sys.stdout.flush()
    sys.stdin.readline()
    sys.stdout.write('alive\\n')
    sys.stdout.flush()
    os._exit(0)
    """

  @Test("pictures of a process that never rests are whole", arguments: await LiveBuild.withRoots())
  func picturesAreWhole(_ live: LiveBuild) async throws {
    // Before 3.5 a thread that waits is not stopped: each picture is refused, after a while
    let pictures = live.version < Version(3, 5) ? 2 : max(4, SplitMix64.cases(of: 100))
    try await Self.look(at: Self.script, on: live.required(), pictures)
  }

  @Test("pictures of a process that grows meanwhile are whole", arguments: await LiveBuild.newest())
  func picturesOfGrowthAreWhole(_ live: LiveBuild) async throws {
    try await Self.look(at: Self.growing, on: live.required(), max(4, SplitMix64.cases(of: 40)))
  }

  private static func look(
    at script: String, on interpreter: OracleSupport.Interpreter, _ pictures: Int
  ) async throws {
    let build = interpreter.build
    let command = interpreter.command(["-S", "-c", script])
    let outcome = try await Subprocess.run(
      .path(FilePath(command.path)), arguments: Arguments(command.arguments),
      input: .inputWriter, output: .sequence, error: .discarded
    ) { child in
      var lines = child.standardOutput.strings().makeAsyncIterator()
      #expect(try await lines.next() == "on", "\(build)")
      let pid = child.processIdentifier.value
      var refused: [String] = []
      for _ in 0..<pictures {
        do {
          let heap = try ProcessHeap(ofProcess: pid)
          #expect(heap.objects > 1000, "\(build)")
          let unexplained = heap.allocators.first?.unexplained.blocks ?? 0
          #expect(unexplained * 100 <= heap.objects, "\(build): \(unexplained) of \(heap.objects)")
          let sum =
            heap.allocators.flatMap(\.shares).reduce(0) { $0 + $1.resident }
            + heap.others.reduce(0) { $0 + $1.resident }
          #expect(sum == heap.resident, "\(build)")
        } catch {
          refused.append("\(error)")
        }
      }
      // Each is whole, or refused with a reason: it collects nearly always where the machine is busy
      #expect(
        refused.count * 2 <= pictures || build.version < Version(3, 5), "\(build): \(refused)")
      print("checked: \(build): \(pictures) pictures, \(refused.count) refused")
      _ = try await child.standardInputWriter.write(Array("\n".utf8))
      #expect(try await lines.next() == "alive", "\(build)")
      try await child.standardInputWriter.finish()
    }
    #expect(outcome.terminationStatus.isSuccess, "\(build): \(outcome.terminationStatus)")
  }
}
