import FoundationEssentials
import OracleSupport
import PyHeap
import PyLayout
import PyMemory
import PyTarget
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

extension ProcessPicture {
  /// A picture of nothing.
  static var empty: ProcessPicture {
    ProcessPicture(
      memory: StillMemory(copying: []), mappings: [], pages: ResidentPages(), pause: .still)
  }
}

/// A file that is there as long as `body` runs.
func withFile<Result>(of bytes: [UInt8], _ body: (String) throws -> Result) throws -> Result {
  let path = "\(FileManager.default.temporaryDirectory.path)/pysize-\(UUID().uuidString)"
  defer { try? FileManager.default.removeItem(atPath: path) }
  try Data(bytes).write(to: URL(filePath: path))
  return try body(path)
}

/// What is no picture of a process, or none any more, is one line that says what.
@Suite struct PictureErrorTests {
  /// Why a file of these bytes is refused.
  private func refusal(of bytes: [UInt8], root: String = "") throws -> PictureError.Reason? {
    try withFile(of: bytes) { refusal(of: $0, root: root) }
  }

  private func refusal(of path: String, root: String = "") -> PictureError.Reason? {
    let error = failure { () throws(PictureError) in
      _ = try ProcessPicture(ofFile: path, root: root)
    }
    if let error { #expect(!error.description.contains("\n")) }
    return error?.reason
  }

  @Test func whatIsNoPicture() throws {
    #expect(try refusal(of: []) == .unknown)
    #expect(try refusal(of: Array("hello\n".utf8)) == .unknown)
    #expect(try refusal(of: [0x28, 0xB5, 0x2F, 0xFD, 0, 0]) == .packed("zstd -d"))
    #expect(refusal(of: "/") == .noFile)
    #expect(refusal(of: "/dev/zero") == .noFile)
    #expect(refusal(of: "/nowhere") == .unreadable("No such file or directory"))
    #expect(refusal(of: "/proc/self/exe") == .noCore)
    #expect(try refusal(of: Array("pysize picture 2\n".utf8)) == .otherVersion)
    #expect(try refusal(of: Array("pysize picture 1\n".utf8)) == .cutShort(nil))
    #expect(try refusal(of: Array("pysize picture ".utf8)) == .cutShort(nil))
    #expect(try refusal(of: [0x7F, 0x45, 0x4C, 0x46]) == .cutShort(nil))
  }

  @Test func coresOfOtherMachines() throws {
    func header(_ wordClass: UInt8, _ order: UInt8, _ machine: [UInt8]) -> [UInt8] {
      [0x7F, 0x45, 0x4C, 0x46, wordClass, order, 1] + Array(repeating: 0, count: 9)
        + (order == 1 ? [4, 0] : [0, 4]) + machine + Array(repeating: 0, count: 60)
    }
    #expect(try refusal(of: header(2, 1, [183, 0])) == .otherMachine("aarch64"))
    #expect(try refusal(of: header(2, 2, [0, 22])) == .otherMachine("s390, big-endian"))
    #expect(try refusal(of: header(1, 1, [62, 0])) == .otherMachine("x32"))
    #expect(try refusal(of: header(9, 1, [62, 0])) == .otherMachine("x32"))
    // Nothing in it, which is no error of the file
    #expect(try refusal(of: header(2, 1, [62, 0])) == nil)
    #expect(try refusal(of: header(1, 1, [3, 0])) == nil)
  }

  /// How many bytes are missing is said where the file tells it, and else that it does not.
  @Test(arguments: [4, 8]) func howMuchIsMissing(_ pointerSize: Int) throws {
    var core = MadeCore(pointerSize: pointerSize)
    core.segments = [(0x1000_0000, 6, Array(repeating: 1, count: 0x2000), 0x2000)]
    let picture = try withFile(of: core.bytes) { path in
      try ProcessPicture(ofFile: path).save(to: "\(path).picture")
      defer { try? FileManager.default.removeItem(atPath: "\(path).picture") }
      return [UInt8](try Data(contentsOf: URL(filePath: "\(path).picture")))
    }
    // gdb's end with section headers: e_shoff, e_shentsize, e_shnum
    var debugger = core.bytes + Array(repeating: 0, count: 120)
    let is64 = pointerSize == 8
    let (start, size) = is64 ? (40, 58) : (32, 46)
    debugger.replaceSubrange(
      start..<start + pointerSize, with: core.number(UInt64(core.bytes.count)))
    debugger.replaceSubrange(size..<size + 4, with: [40, 0, 3, 0])
    for bytes in [core.bytes, debugger, picture] {
      #expect(try refusal(of: bytes) == nil)
      for missing in [1, 2, 4097] {
        #expect(try refusal(of: Array(bytes.dropLast(missing))) == .cutShort(missing))
      }
      for count in [17, 39, 41, 60] {
        #expect(try refusal(of: Array(bytes.prefix(count))) == .cutShort(nil), "\(count)")
      }
    }
    let one = try withFile(of: Array(core.bytes.dropLast())) { path in
      failure { () throws(PictureError) in _ = try ProcessPicture(ofFile: path) }
    }
    #expect(one?.description.hasSuffix("is cut short: its last byte is missing") == true)
  }

  /// Expects that each tenth of a file, and other beginnings, are told to be cut short.
  private func expectCutsAreSeen(
    _ bytes: [UInt8], _ others: [Int], _ name: String
  ) throws {
    let tenths = (1..<10).map { bytes.count * $0 / 10 }
    try withFile(of: bytes) { copy in
      for count in (others + tenths + [bytes.count - 1]).sorted(by: >) {
        _ = unsafe truncate(copy, off_t(count))
        let reason = refusal(of: copy)
        guard case .cutShort = reason else {
          Issue.record("\(name): the first \(count) bytes: \(String(describing: reason))")
          continue
        }
      }
    }
  }

  @Test("damaged and incomplete cores are refused", arguments: await LiveBuild.all())
  func damagedCores(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    try await interpreter.withTarget { target in
      guard let path = try await target.aborted() else {
        print("skipped: damaged core files: the kernel writes none here")
        return
      }
      let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
      let name = "\(interpreter.build)"
      let machine = unsafe open(path, O_RDWR)
      defer { close(machine) }
      // e_machine, EM_AARCH64
      _ = unsafe pwrite(machine, [183, 0], 2, 18)
      #expect(refusal(of: path) == .otherMachine("aarch64"), "\(name)")
      _ = unsafe pwrite(machine, Array(bytes[18..<20]), 2, 18)
      try expectCutsAreSeen(bytes, [63, 64, 100, 3000], name)
      // The files of another machine, and none: those of this one have the same name, and are not asked
      let error = failure { () throws(PictureError) in
        _ = try ProcessPicture(ofFile: path, root: "/nowhere")
      }
      #expect(error == nil, "\(name)")
      // A build id that is another one
      var other = bytes
      for page in stride(from: 0, to: other.count, by: 4096)
      where other[page..<page + 4].elementsEqual([0x7F, 0x45, 0x4C, 0x46]) {
        // NT_GNU_BUILD_ID, "GNU", the id
        for place in stride(from: page, to: page + 4000, by: 4)
        where other[place..<place + 8].elementsEqual([3, 0, 0, 0] + Array("GNU\0".utf8)) {
          other[place + 8] ^= 1
        }
      }
      let reason = try refusal(of: other)
      guard case .withoutFile(_, "is of another build now") = reason else {
        Issue.record("\(name): another build id: \(String(describing: reason))")
        return
      }
    }
  }
}
