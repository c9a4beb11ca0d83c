import FoundationEssentials
import OracleSupport
import PyHeap
import PyLayout
import PyMemory
import PyTarget
import SeededRandom
import SystemPackage
import Testing

/// Pictures of which little is damaged, or missing: the rest has its owners, and what is left out is said.
@Suite struct DamagedPictureTests {
  /// Cases for each interpreter.
  private static let cases = SplitMix64.cases(of: 8)

  /// What a heap says in figures.
  private struct Figures {
    let heap: ProcessHeap
    /// Bytes in memory, by owner.
    var bytes: [String: Int] = [:]

    init(_ heap: ProcessHeap, _ name: String) {
      self.heap = heap
      for (allocator, share) in heap.owners {
        bytes["\(allocator ?? "") \(share.owner)", default: 0] += share.resident
      }
      #expect(bytes.values.reduce(0, +) == heap.resident, "\(name): all owners together")
    }

    /// Bytes of addresses that pymalloc has.
    var arenas: Int {
      heap.allocators.filter { $0.name == "pymalloc" }.flatMap(\.shares).reduce(0) { $0 + $1.bytes }
    }

    /// Bytes of an allocator's that could not be read.
    func unread(of allocator: String) -> Int {
      heap.allocators.filter { $0.name == allocator }.flatMap(\.shares)
        .filter { $0.owner == .room(.unread) }.reduce(0) { $0 + $1.bytes }
    }

    /// Bytes that have another owner than they had.
    func moved(from old: Figures) -> Int {
      Set(bytes.keys).union(old.bytes.keys)
        .reduce(0) { $0 + abs(bytes[$1, default: 0] - old.bytes[$1, default: 0]) } / 2
    }
  }

  /// The pages that a process has written, in memory.
  private static func ownPages(of picture: ProcessPicture) -> [UInt64] {
    picture.mappings.filter { $0.isWritable && !$0.isShared && !$0.name.hasPrefix("[v") }
      .flatMap { picture.pages.runs(in: $0.range) }
      .flatMap { stride(from: $0.lowerBound, to: $0.upperBound, by: 4096) }
  }

  /// The same without a page.
  private static func without(_ page: UInt64, _ picture: ProcessPicture) -> ProcessPicture {
    ProcessPicture(
      memory: picture.memory.without([page..<page + 4096]), mappings: picture.mappings,
      pages: picture.pages, stackPointers: picture.stackPointers, pause: picture.pause,
      unread: picture.unread)
  }

  /// Where pymalloc's blocks are; none in a free-threaded build.
  private static func pymallocBlocks(of heap: ProcessHeap) -> [UInt64] {
    let pymalloc = heap.allocators.filter { $0.name == "pymalloc" }
    let count = pymalloc.flatMap(\.shares).reduce(0) { $0 + ($1.blocks ?? 0) }
    var blocks: [UInt64] = []
    // They come first
    heap.forEachBlock { if blocks.count < count { blocks.append($0.address.rawValue) } }
    return blocks
  }

  @Test("what was not copied is left out alone", arguments: await LiveBuild.withRoots())
  func pagesThatWereNotCopied(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    let build = interpreter.build
    try await TellingProcess.look(on: interpreter, seed: SplitMix64.seed, count: 2000) { target in
      let picture = try ProcessPicture(ofProcess: target.pid)
      let whole = Figures(try ProcessHeap(in: picture), "\(build)")
      let pages = Self.pymallocBlocks(of: whole.heap).map { $0 & ~0xFFF }
      let own = Self.ownPages(of: picture)
      var random = SplitMix64(seed: SplitMix64.seed)
      var refused: [String] = []
      for number in 0..<2 * Self.cases {
        let isOfPool = number % 2 == 0 && !pages.isEmpty
        let page = random.pick(isOfPool ? pages : own)
        let name =
          "\(build): case \(number), seed \(SplitMix64.seed): without \(Address(rawValue: page))"
        do throws(HeapError) {
          let figures = Figures(try ProcessHeap(in: Self.without(page, picture)), name)
          if isOfPool {
            #expect(figures.unread(of: "pymalloc") == Self.poolSize(on: build), "\(name)")
            #expect(figures.arenas == whole.arenas, "\(name)")
            let line = figures.heap.unread.first ?? ""
            #expect(line.contains("not read: 1 of ") && line.contains("was not copied"), "\(name)")
          }
        } catch {
          // It may have been that by which CPython is found
          #expect(!isOfPool && !"\(error)".contains("\n"), "\(name): \(error)")
          refused.append("\(name): \(error)")
        }
      }
      #expect(refused.count <= 1 + Self.cases / 10, "\(refused)")
    }
  }

  private static func poolSize(on build: Build) -> Int {
    // POOL_BITS, 3.10
    build.version >= Version(3, 10) && build.pointerSize == 8 ? 16384 : 4096
  }

  /// A saved picture, bytes of which are changed and changed back.
  private struct SavedPicture {
    let path: String
    let picture: ProcessPicture
    /// Where its runs begin in the file: one behind the other, from the page behind its head on.
    private let places: [Int]
    private let file: FileDescriptor

    init(_ path: String) throws {
      self.path = path
      let picture = try ProcessPicture(ofSaved: path)
      let file = try FileDescriptor.open(FilePath(path), .readWrite)
      (self.picture, self.file) = (picture, file)
      var head: UInt64 = 0
      _ = try unsafe withUnsafeMutableBytes(of: &head) {
        try unsafe file.read(fromAbsoluteOffset: 24, into: $0)
      }
      var place = Int(head + 4095) & ~4095
      places = picture.memory.ranges.map { run in
        defer { place += Int(run.upperBound.rawValue - run.lowerBound.rawValue) }
        return place
      }
    }

    func close() throws { try file.close() }

    /// Turns the bits of a mask over, of at most 8 bytes.
    func flip(_ mask: UInt64, at address: UInt64) throws {
      let address = Address(rawValue: address)
      let run = try #require(picture.memory.ranges.firstIndex { $0.contains(address) })
      let start = picture.memory.ranges[run].lowerBound
      let place = Int64(places[run]) + Int64(address.rawValue - start.rawValue)
      var number: UInt64 = 0
      let size = try unsafe withUnsafeMutableBytes(of: &number) {
        try unsafe file.read(fromAbsoluteOffset: place, into: $0)
      }
      number ^= mask
      let bytes = (0..<size).map { UInt8(truncatingIfNeeded: number >> (8 * UInt64($0))) }
      _ = try file.writeAll(toAbsoluteOffset: place, bytes)
    }

    func heap() throws -> ProcessHeap { try ProcessHeap(in: ProcessPicture(ofSaved: path)) }
  }

  private static func save(
    _ live: LiveBuild, _ body: (SavedPicture, Build) throws -> Void
  ) async throws {
    let interpreter = try live.required()
    let path = "\(FileManager.default.temporaryDirectory.path)/pysize-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try await TellingProcess.look(on: interpreter, seed: SplitMix64.seed, count: 2000) { target in
      try ProcessPicture(ofProcess: target.pid).save(to: path)
    }
    let saved = try SavedPicture(path)
    try body(saved, interpreter.build)
    try saved.close()
  }

  @Test("a bit that is another one changes little", arguments: await LiveBuild.all())
  func bits(_ live: LiveBuild) async throws {
    try await Self.save(live) { saved, build in
      let whole = Figures(try saved.heap(), "\(build)")
      let own = Self.ownPages(of: saved.picture)
      var random = SplitMix64(seed: SplitMix64.seed)
      var far: [String] = []
      for number in 0..<Self.cases {
        let address = random.pick(own) + UInt64.random(in: 0..<4096, using: &random)
        let bit = UInt64.random(in: 0..<8, using: &random)
        let name =
          "\(build): case \(number), seed \(SplitMix64.seed): bit \(bit) at \(Address(rawValue: address))"
        try saved.flip(1 << bit, at: address)
        do {
          let figures = Figures(try saved.heap(), name)
          // What a type says of itself, or the items of a long list, is much at once
          let moved = figures.moved(from: whole)
          if moved > whole.heap.resident / 100 { far.append("\(name): \(moved) bytes") }
        } catch {
          #expect(!"\(error)".contains("\n"), "\(name): \(error)")
          far.append("\(name): \(error)")
        }
        try saved.flip(1 << bit, at: address)
      }
      #expect(far.count <= 1 + Self.cases / 10, "\(far)")
    }
  }

  @Test("a pool whose head is damaged is left out alone", arguments: await LiveBuild.all())
  func headsOfPools(_ live: LiveBuild) async throws {
    try await Self.save(live) { saved, build in
      let whole = Figures(try saved.heap(), "\(build)")
      let size = Self.poolSize(on: build)
      let pools = Set(Self.pymallocBlocks(of: whole.heap).map { $0 & ~UInt64(size - 1) }).sorted()
      var random = SplitMix64(seed: SplitMix64.seed)
      let pool = random.pick(pools)
      let count = try UInt64(saved.picture.memory.bytes(at: Address(rawValue: pool), count: 1)[0])
      // ref.count: another one, and of a pool of less than 256 blocks none at all, as of a free pool
      for mask in [1 << 6, count, 1 << 12] where mask != 0 {
        try saved.flip(mask, at: pool)
        let name = "\(build), seed \(SplitMix64.seed): count \(count) with \(mask) turned over"
        let figures = Figures(try saved.heap(), name)
        let line = figures.heap.unread.first ?? ""
        #expect(
          line.hasPrefix("not read: 1 of ")
            && line.contains("\(size) bytes: the pool at \(Address(rawValue: pool)) counts "),
          "\(name): \(line)")
        #expect(figures.unread(of: "pymalloc") == size, "\(name)")
        #expect(figures.arenas == whole.arenas && figures.heap.damage.count == 1, "\(name)")
        try saved.flip(mask, at: pool)
      }
      try saved.flip(1 << 6, at: pool)
      // Of several moments nothing is believed
      let opened = try ProcessPicture(ofSaved: saved.path)
      let running = ProcessPicture(
        memory: opened.memory, mappings: opened.mappings, pages: opened.pages,
        stackPointers: opened.stackPointers, pause: .none)
      #expect(throws: HeapError.self, "\(build)") { try ProcessHeap(in: running) }
      try saved.flip(1 << 6, at: pool)
      // Nor where a fifth of all is damaged
      for pool in pools.enumerated() where pool.offset % 5 == 0 {
        try saved.flip(1 << 6, at: pool.element)
      }
      do {
        _ = try saved.heap()
        Issue.record("\(build): a fifth of all pools is damaged")
      } catch {
        #expect("\(error)".contains(" more of ") && "\(error)".contains(" pools"), "\(error)")
      }
    }
  }

  @Test(
    "a number of entries that is damaged costs no time", .timeLimit(.minutes(5)),
    arguments: await LiveBuild.all())
  func numbersOfEntries(_ live: LiveBuild) async throws {
    try await Self.save(live) { saved, build in
      if build.version < .v3_0 { return }
      let heap = try saved.heap()
      let plain = try #require(heap.types.first { $0.qualifiedName == "__main__.Plain" })
      func word(_ address: Address) throws -> Address {
        Address(
          rawValue: try saved.picture.memory.bits(at: address, size: build.pointerSize))
      }
      let dict = try word(plain.address + PyTypeObject.layout(on: build).tp_dict.offset)
      let keys = try word(dict + PyDictObject.layout(on: build).ma_keys.offset)
      let count = keys + PyDictKeysObject.layout(on: build).dk_nentries.offset
      try saved.flip(1 << (build.pointerSize == 8 ? 38 : 28), at: count.rawValue)
      let damaged = try saved.heap()
      let types = Set(damaged.types.map(\.qualifiedName))
      #expect(types.contains("__main__.Plain"), "\(build)")
    }
  }
  @Test(
    "a size that is damaged costs no time, and is not told", .timeLimit(.minutes(5)),
    arguments: await LiveBuild.all())
  func sizes(_ live: LiveBuild) async throws {
    try await Self.save(live) { saved, build in
      let heap = try saved.heap()
      let type = try #require(heap.types.first { $0.qualifiedName == "type" })
      let str = try #require(heap.types.first { $0.qualifiedName == "str" })
      #expect(str.getsizeof != nil, "\(build)")
      var text: Address?
      heap.forEachObject { if text == nil, $0.type == str.address { text = $0.address } }
      let flip = UInt64(1) << (build.pointerSize == 8 ? 38 : 29)
      // What a metatype seems to add to its types
      let basicsize = type.address + PyTypeObject.layout(on: build).tp_basicsize.offset
      try saved.flip(flip, at: basicsize.rawValue)
      _ = try? saved.heap()
      try saved.flip(flip, at: basicsize.rawValue)
      let length =
        build.version < .v3_0
        ? PyVarObject.layout(on: build).ob_size.offset
        : PyASCIIObject.layout(on: build).length.offset
      try saved.flip(flip, at: try #require(text).rawValue + UInt64(length.rawValue))
      let damaged = try saved.heap().types.first { $0.qualifiedName == "str" }
      #expect(damaged?.getsizeof == nil, "\(build): \(String(describing: damaged))")
    }
  }
}
