import OracleSupport
import PyHeap
import PyLayout
import PyMemory
import PySize
import PyTarget
import Testing

/// What is found in programs as people write them.
@Suite struct RealProgramTests {
  /// A program on an interpreter.
  struct Case: Sendable, CustomTestStringConvertible {
    let program: RealProgram
    let live: LiveBuild

    var testDescription: String { "\(program.testDescription) on \(live.testDescription)" }

    static func all() async -> [Case] {
      let builds = await LiveBuild.all()
      return RealProgram.all.flatMap { program in
        builds.filter { build in
          program.isEverywhere
            ? build.version >= Version(3, 8)
            : RealProgram.series.contains(where: build.version.isSameSeries(as:))
        }.map { Case(program: program, live: $0) }
      }
    }
  }

  @Test("blocks of real programs have an owner", arguments: await Case.all())
  func blocksHaveAnOwner(_ each: Case) async throws {
    let interpreter = try each.live.required()
    try await each.program.look(on: interpreter) { process in
      let picture = try ProcessPicture(ofProcess: process.pid)
      let heap = try ProcessHeap(in: picture)
      let name = "\(each.program.testDescription) on \(interpreter.build)"
      let sum =
        heap.allocators.flatMap(\.shares).reduce(0) { $0 + $1.resident }
        + heap.others.reduce(0) { $0 + $1.resident }
      #expect(sum == heap.resident, "\(name): all owners together")
      let unread = heap.allocators.flatMap(\.shares).filter { $0.owner == .room(.unread) }
      #expect(unread.allSatisfy { $0.bytes == 0 }, "\(name): \(unread)")
      let pymalloc = try #require(heap.allocators.first { $0.name == "pymalloc" })
      // Threads that wait do so with a clock, and take a block now and then; what a process had to do before it
      // waits is a few blocks
      #expect(
        abs(pymalloc.bytes - process.bytes) <= max(process.bytes / 1000, 8192),
        "\(name): \(pymalloc.bytes) bytes, it counts \(process.bytes)")
      #expect(
        pymalloc.unexplained.blocks * 1000 < pymalloc.blocks,
        """
        \(name): \(pymalloc.unexplained) of \(pymalloc.blocks):
        \(heap.unexplainedBlocks(in: picture).joined(separator: "\n"))
        """)
      #expect(
        heap.failures.isEmpty && heap.unread.isEmpty, "\(name): \(heap.failures) \(heap.unread)")
      print(
        "checked: \(name): \(heap.objects) objects, \(pymalloc.unexplained.blocks) blocks unexplained"
      )
    }
  }

  @Test(
    "frames that greenlets have put aside are frames",
    arguments: await Case.all().filter { $0.program.name == RealProgram.greenlets.name })
  func framesPutAside(_ each: Case) async throws {
    let interpreter = try each.live.required()
    try await each.program.look(on: interpreter) { process in
      let heap = try ProcessHeap(ofProcess: process.pid)
      func bytes(_ owner: Owner) -> Int {
        heap.others.filter { $0.owner == owner }.reduce(0) { $0 + $1.bytes }
      }
      // Of 16 kB each; no call is so deep that it needs another
      #expect(
        bytes(.frames) == 501 << 14, "\(interpreter.build): \(bytes(.frames)) bytes of frames")
      #expect(bytes(.mapping) < 1 << 20, "\(interpreter.build): \(bytes(.mapping)) bytes of nobody")
      let visits = heap.types.first { $0.qualifiedName == "greenlet.greenlet" }
      #expect(visits?.count ?? 0 >= 500, "\(interpreter.build): \(heap.types.map(\.qualifiedName))")
    }
  }
}

extension ProcessHeap {
  /// Blocks of nobody known, a line each: what they begin with, and who points at them.
  func unexplainedBlocks(in picture: ProcessPicture, most: Int = 30) -> [String] {
    var blocks: [Block] = []
    forEachBlock { blocks.append($0) }
    blocks.sort { $0.address.rawValue < $1.address.rawValue }
    let all = blocks.filter { $0.label == .unexplained }
    let chosen = stride(from: 0, to: all.count, by: max(1, all.count / most)).map { all[$0] }
    var pointers: [UInt64: [UInt64]] = [:]
    for block in chosen { pointers[block.address.rawValue] = [] }
    let word = build.pointerSize
    for mapping in picture.mappings where mapping.isReadable && mapping.isWritable {
      for place in stride(from: mapping.range.lowerBound, to: mapping.range.upperBound, by: word) {
        guard let value = try? picture.memory.bits(at: Address(rawValue: place), size: word) else {
          break
        }
        if pointers[value] != nil { pointers[value]?.append(place) }
      }
    }
    func name(_ place: UInt64) -> String {
      var (low, high) = (0, blocks.count)
      while high - low > 1 {
        let middle = (low + high) / 2
        if blocks[middle].address.rawValue <= place { low = middle } else { high = middle }
      }
      let block = blocks[low]
      if place >= block.address.rawValue, place < block.address.rawValue + UInt64(block.size) {
        return "\(block.label) \(block.size) at \(block.address)"
      }
      return picture.mappings.first { $0.range.contains(place) }?.name ?? "?"
    }
    return chosen.map { block in
      let words = (0..<min(block.size / word, 8)).map { index in
        let place = Address(rawValue: block.address.rawValue + UInt64(index * word))
        return String((try? picture.memory.bits(at: place, size: word)) ?? 0, radix: 16)
      }
      let from = (pointers[block.address.rawValue] ?? []).prefix(4).map {
        "\(Address(rawValue: $0)) (\(name($0)))"
      }
      return
        "\(block.size) bytes at \(block.address): \(words.joined(separator: " ")); from \(from)"
    }
  }
}
