import OracleSupport
import PyHeap
import PyLayout
import PyMemory
import PySize
import PyTarget
import SeededRandom
import Testing

/// What is found in a process from outside is what it says of itself.
@Suite struct HeapTruthTests {
  /// How many objects a process makes; with all cases a million are reached.
  private static let count = SplitMix64.cases(of: 530_000)

  @Test(
    "every object of a process is found, with its type and size",
    arguments: await LiveBuild.withRoots())
  func everyObjectIsFound(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    let seed = SplitMix64.seed
    try await TellingProcess.look(on: interpreter, seed: seed, count: Self.count) { target in
      let heap = try ProcessHeap(ofProcess: target.pid)
      let name = "\(interpreter.build), seed \(seed)"
      #expect(heap.build == interpreter.build, "\(name)")
      #expect(heap.pause == .quiet, "\(name)")
      var found: [UInt64: ProcessHeap.Object] = [:]
      heap.forEachObject { found[$0.address.rawValue] = $0 }
      var wrong: [String] = []
      for (address, told) in target.objects {
        let ours = found[address]
        let isRight =
          ours?.type.rawValue == told.type && (told.size < 0 || ours?.getsizeof == told.size)
        if !isRight {
          let what = ours.map { "type \($0.type), \($0.getsizeof ?? -1) bytes" } ?? "missing"
          wrong.append(
            "\(Address(rawValue: address)): \(what); it says type"
              + " \(Address(rawValue: told.type)), \(told.size) bytes")
        }
      }
      #expect(target.objects.count > 19 * Self.count / 10, "\(name): \(target.objects.count)")
      #expect(
        wrong.isEmpty, "\(name): \(wrong.count) of \(target.objects.count): \(wrong.prefix(5))")
      // The list that tells how many, and what told them
      #expect(
        abs(heap.tracked - target.tracked) <= 60, "\(name): \(heap.tracked), \(target.tracked)")
      #expect(heap.frozen == target.frozen, "\(name)")
    }
  }

  @Test("what is frozen is found", arguments: await LiveBuild.withRoots())
  func allIsFrozen(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    let build = interpreter.build
    if build.version < Version(3, 7) { return }
    let script = "import gc, sys; gc.freeze(); print('ready', flush=True); sys.stdin.readline()"
    let command = interpreter.command(["-S", "-c", script])
    try await WaitingProgram(path: command.path, arguments: command.arguments).look { pid, _ in
      let heap = try ProcessHeap(ofProcess: pid)
      #expect(heap.frozen > 1000 && heap.tracked < 50, "\(build): \(heap.frozen) \(heap.tracked)")
    }
  }

  @Test("an allocator's blocks add up to what it counts", arguments: await LiveBuild.withRoots())
  func blocksAddUp(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    let seed = SplitMix64.seed
    var allocators = ["", "debug"]
    // Those of a free-threaded build are mimalloc's alone: preconfig_init_allocator, Python/preconfig.c
    if !interpreter.build.isFreeThreaded {
      allocators.append("malloc")
      if interpreter.build.version >= Version(3, 13) { allocators.append("mimalloc") }
    }
    for allocator in allocators {
      let name = "\(interpreter.build) \(allocator), seed \(seed)"
      try await TellingProcess.look(
        on: interpreter, seed: seed, count: 2000,
        extra: allocator.isEmpty ? [:] : ["PYTHONMALLOC": allocator]
      ) { target in
        let heap = try ProcessHeap(ofProcess: target.pid)
        try Self.checkAllocators(heap, target, name)
        let sum =
          heap.allocators.flatMap(\.shares).reduce(0) { $0 + $1.resident }
          + heap.others.reduce(0) { $0 + $1.resident }
        #expect(sum == heap.resident, "\(name): all owners together")
        let owned = [Owner.block(.object), .block(.owned), .block(.arrayData)]
        let blocks = heap.allocators.flatMap(\.shares).filter { owned.contains($0.owner) }
        #expect(
          blocks.reduce(0) { $0 + $1.bytes } == heap.types.reduce(0) { $0 + $1.allocated },
          "\(name): all types together")
        try Self.checkAddresses(heap, target, name)
        #expect(
          heap.failures.isEmpty && heap.unread.isEmpty, "\(name): \(heap.failures) \(heap.unread)")
      }
    }
  }

  /// All that is mapped has an owner, touched or not: `VmSize`, proc_pid_status(5), which leaves out the page
  /// that the kernel shows at the top of each process's addresses, `[vsyscall]`.
  private static func checkAddresses(
    _ heap: ProcessHeap, _ target: TellingProcess, _ name: String
  ) throws {
    let status = try ProcessFile.text("status", of: target.pid)
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmSize:") } ?? ""
    let size = try #require(
      line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) })
    let sum = heap.owners.reduce(0) { $0 + $1.share.bytes }
    #expect([0, 4096].contains(sum - size * 1024), "\(name): \(sum) bytes, VmSize \(size) kB")
  }

  private static func checkAllocators(
    _ heap: ProcessHeap, _ target: TellingProcess, _ name: String
  ) throws {
    let malloc = try #require(heap.allocators.first { $0.name == "malloc" })
    let mimalloc = heap.allocators.first { $0.name == "mimalloc" }
    let objects = try #require(mimalloc ?? heap.allocators.first { $0.name == "pymalloc" })
    #expect(
      (mimalloc != nil) == (heap.build.isFreeThreaded || name.contains("mimalloc")), "\(name)")
    func bytes(_ allocator: ProcessHeap.Allocator, _ owner: Owner) -> Int {
      allocator.shares.filter { $0.owner == owner }.reduce(0) { $0 + $1.bytes }
    }
    // What the interpreter has taken since it counted, to read a byte
    if let counted = target.statistic("bytes in allocated blocks") {
      #expect(
        abs(objects.bytes - counted) <= 512,
        "\(name): \(objects.bytes) bytes, it counts \(counted)")
      let free = bytes(objects, .block(.free)) + bytes(objects, .room(.neverUsed))
      let available = target.statistic("bytes in available blocks") ?? 0
      #expect(abs(free - available) <= 512, "\(name): \(free) bytes free, it counts \(available)")
    }
    if mimalloc != nil {
      #expect(
        abs(objects.blocks - target.blocks) <= 64,
        "\(name): \(objects.blocks) blocks, it counts \(target.blocks)")
    }
    #expect(
      objects.unexplained.blocks * 1000 <= objects.blocks,
      "\(name): \(objects.unexplained) of \(objects.blocks)")
    if let told = target.malloc {
      let free = bytes(malloc, .block(.free)) + bytes(malloc, .room(.neverUsed))
      #expect(
        abs(free - told[0]) <= 4096, "\(name): \(free) bytes free in malloc, fordblks \(told[0])")
    }
    #expect(bytes(malloc, .room(.unread)) == 0, "\(name)")
    // A thread that has ever given a small block back has a cache of some: glibc 2.26 on
    #expect(bytes(malloc, .block(.cached)) > 0, "\(name): nothing in threads' caches")
  }
}
