import FoundationEssentials
import OracleSupport
import PyHeap
import PyLayout
import PySize
import Subprocess
import SystemPackage
import Testing

/// Large blocks have their owners: NumPy arrays' data, and what other types keep bytes in.
@Suite struct BufferTests {
  /// What the process says: where an array has its items, or of a type how long its objects are.
  private enum Told {
    case array(UInt64, bytes: Int)
    case type(String, bytes: Int)

    init?(_ line: String) {
      let words = line.split(separator: " ").map(String.init)
      guard words.count == 3, let bytes = Int(words[2]) else { return nil }
      if words[0] == "array", let address = UInt64(words[1], radix: 16) {
        self = .array(address, bytes: bytes)
      } else if words[0] == "type" {
        self = .type(words[1], bytes: bytes)
      } else {
        return nil
      }
    }
  }

  @Test("large blocks are their objects'", arguments: await LiveBuild.all())
  func largeBlocksHaveOwners(_ live: LiveBuild) async throws {
    try await WaitingScript(name: "buffers.py").look(on: try live.required()) { heap, lines in
      // Or a warning that NumPy gives
      try Self.check(heap, lines.compactMap { Told($0) })
    }
  }

  private static func check(_ heap: ProcessHeap, _ told: [Told]) throws {
    let build = heap.build
    var blocks: [UInt64: ProcessHeap.Block] = [:]
    heap.forEachBlock { blocks[$0.address.rawValue] = $0 }
    var arrays = 0
    var (types, known) = (0, 0)
    for one in told {
      switch one {
      case .array(let address, let bytes):
        let block = blocks[address]
        #expect(
          block?.label == .arrayData && (block?.size ?? 0) >= bytes,
          "\(build): \(Address(rawValue: address)) of \(bytes): \(String(describing: block))")
        arrays += 1
        known += bytes
      case .type(let name, let bytes):
        let share = try #require(
          heap.types.first { $0.qualifiedName == name }, "\(build): \(name)")
        #expect(share.allocated >= bytes, "\(build): \(share) of \(bytes)")
        types += 1
      }
    }
    #expect(types == 3, "\(build)")
    guard arrays > 0 else {
      print("skipped: NumPy arrays' data on \(build) because it has no NumPy")
      return
    }
    let shares = heap.allocators.flatMap(\.shares).filter { $0.owner == .block(.arrayData) }
    let (bytes, resident) = shares.reduce((0, 0)) { ($0.0 + $1.bytes, $0.1 + $1.resident) }
    #expect(bytes >= known, "\(build)")
    #expect(heap.types.reduce(0) { $0 + $1.arrayData } == resident, "\(build)")
    // 24 MB of zeros that nobody has touched
    #expect(resident < bytes - 20_000_000, "\(build): \(resident) of \(bytes)")
    #expect(heap.failures.isEmpty, "\(build): \(heap.failures)")
    print("checked \(build): \(arrays) arrays' data")
  }
}
