import FoundationEssentials
import PyLayout
import PyMemory
import PyTarget
import Testing

/// What a core file says of its process, on both sizes of a pointer.
@Suite struct MadeCoreTests {
  /// A core with a heap of many chunks, a stack, a file, and memory that begins with no chunk.
  private func core(pointerSize: Int) -> MadeCore {
    var core = MadeCore(pointerSize: pointerSize)
    let word = UInt64(pointerSize)
    var heap: [UInt8] = Array(repeating: 0, count: Int(2 * word % 16))
    let small = Array(repeating: 0x40 as UInt64, count: 70)
    for size in [0x290] + small + [0x3000 - 0x290 - 70 * 0x40 - 2 * word % 16] {
      heap += core.number(0) + core.number(size | 1)
      heap += Array(repeating: 7, count: Int(size - 2 * word))
    }
    core.segments = [
      (0x900_0000, 6, heap, 0x3000),
      (0x1000_0000, 6, Array(repeating: 1, count: 0x2000), 0x2000),
      (0x2000_0000, 4, Array(repeating: 2, count: 0x1000), 0x4000),
      (0x7000_0000, 6, Array(repeating: 3, count: 0x1000), 0x1000),
    ]
    core.stackPointers = [0x7000_0800, 0x1000_0010]
    core.auxiliary = [(25, 0x7000_0FE0), (6, 4096), (0, 0)]
    core.names = [(0x2000_0000..<0x2000_4000, 3, "/nowhere/data")]
    return core
  }

  private func picture(_ core: MadeCore) throws -> ProcessPicture {
    try withFile(of: core.bytes) { try ProcessPicture(ofFile: $0) }
  }

  @Test(arguments: [4, 8]) func mappings(_ pointerSize: Int) throws {
    let picture = try picture(core(pointerSize: pointerSize))
    #expect(picture.mappings.map(\.name) == ["[heap]", "", "/nowhere/data", "[stack]"])
    #expect(picture.mappings.map(\.offset) == [0, 0, 0x3000, 0])
    #expect(picture.mappings.map(\.resident) == [0x3000, 0x2000, 0x1000, 0x1000])
    #expect(picture.mappings.map(\.isWritable) == [true, true, false, true])
    #expect(picture.mappings.allSatisfy { $0.isReadable && !$0.isExecutable && !$0.isShared })
    #expect(picture.stackPointers == [0x7000_0800, 0x1000_0010])
    #expect(picture.resident == 0x7000)
    let memory = picture.memory
    #expect(try memory.bits(at: Address(rawValue: 0x2000_0FFF), size: 1) == 2)
    #expect(throws: MemoryError.self) {
      try memory.bits(at: Address(rawValue: 0x2000_1000), size: 1)
    }
  }

  @Test(arguments: [4, 8]) func aBrokenHeapIsFoundStill(_ pointerSize: Int) throws {
    var core = core(pointerSize: pointerSize)
    // The last chunk's size is overwritten: as in a process that malloc has ended
    let last = Int(2 * UInt64(pointerSize) % 16) + 0x290 + 70 * 0x40 + pointerSize
    core.segments[0].bytes[last] = 0x77
    #expect(try picture(core).mappings[0].name == "[heap]")
  }

  @Test(arguments: [4, 8]) func segmentsThatCannotBe(_ pointerSize: Int) throws {
    typealias Change = (inout MadeCore) -> Void
    let changes: [(Change, String)] = [
      ({ $0.segments[1].address = 0x900_1000 }, "its segments overlap, or are of no whole pages"),
      ({ $0.segments[1].address += 1 }, "its segments overlap, or are of no whole pages"),
      ({ $0.segments[3].size = 1 }, "its segments overlap, or are of no whole pages"),
    ]
    for (change, what) in changes {
      var core = core(pointerSize: pointerSize)
      change(&core)
      let error = try withFile(of: core.bytes) { path in
        failure { () throws(PictureError) in _ = try ProcessPicture(ofCore: path) }
      }
      #expect(error?.reason == .damaged(what))
    }
  }

  @Test(arguments: [4, 8]) func imagesThatAreNotThere(_ pointerSize: Int) throws {
    var core = core(pointerSize: pointerSize)
    core.segments[2].flags = 5
    let error = try withFile(of: core.bytes) { path in
      failure { () throws(PictureError) in _ = try ProcessPicture(ofCore: path) }
    }
    // It begins with no page of the file, so that the mapping tells: it is executed
    #expect(error?.reason == .withoutFile("/nowhere/data", "is not there"))
  }

  /// A library of which a core has the first page: read where it is of that build, and it is said which.
  @Test(arguments: [4, 8]) func filesOfTheFolderGiven(_ pointerSize: Int) throws {
    func library(_ fill: UInt8) -> [UInt8] {
      // ELF headers of no segments, then what tells one build from another
      Array(MadeCore(pointerSize: pointerSize).bytes.prefix(0x100))
        + Array(repeating: fill, count: 0x1F00)
    }
    let files = FileManager.default
    let root = "\(files.temporaryDirectory.path)/pysize-\(UUID().uuidString)"
    defer { try? files.removeItem(atPath: root) }
    func notes(_ core: MadeCore) throws -> [String] {
      try withFile(of: core.bytes) { path in
        let picture = try ProcessPicture(ofFile: path, root: root)
        #expect(try picture.memory.bits(at: Address(rawValue: 0x2000_1000), size: 1) == 5)
        return picture.unread
      }
    }
    try withFile(of: library(5)) { name in
      var core = core(pointerSize: pointerSize)
      core.segments[2] = (0x2000_0000, 5, Array(library(5).prefix(0x1000)), 0x2000)
      core.names = [(0x2000_0000..<0x2000_2000, 0, name)]
      #expect(try notes(core) == ["\(root) has none of the files that the core lacks"])
      let own = URL(filePath: root + name)
      try files.createDirectory(
        at: own.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(library(6)).write(to: own)
      #expect(
        try notes(core) == [
          "\(root)\(name) is of another build now: \(name) was read instead",
          "\(root) has none of the files that the core lacks",
        ])
      try Data(library(5)).write(to: own)
      #expect(try notes(core) == [])
      try files.removeItem(atPath: name)
      #expect(try notes(core) == [])
    }
  }
}
