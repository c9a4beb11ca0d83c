import FoundationEssentials
import OracleSupport
import PyEmulator
import PyLayout
import PyMemory
import Testing

/// A heap takes of the process's addresses what it holds, and little more.
@Suite struct ManyHeapsTests {
  /// Megabytes of addresses that this process has, by the kernel.
  private static func addresses() throws -> Double {
    let text = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
    let pages = try #require(text.split(separator: " ").first.flatMap { Double($0) })
    return pages * Double(EmulatedMemory.pageSize) / 1e6
  }

  /// What `ulimit -v 8000000` leaves each of two thousand.
  @Test(arguments: ["2.7", "3.13", "3.14@32"])
  func hundredsLiveAtOnce(_ name: String) throws {
    let build = try Build(parsing: name)
    // The least of three: other tests run beside this one
    let each = try (0..<3).map { _ in try Self.addressesOfEach(150, on: build) }.min()
    #expect(try #require(each) < 4, "\(build): MB of addresses for a heap")
  }

  /// Megabytes of addresses for each of `count` heaps that live at once.
  private static func addressesOfEach(_ count: Int, on build: Build) throws -> Double {
    let before = try addresses()
    var heaps: [(heap: Heap, list: Object)] = []
    for number in 0..<count {
      let heap = try Heap(build)
      let list = try heap.makeList()
      try list.append(number)
      heaps.append((heap, list))
    }
    let each = try (addresses() - before) / Double(count)
    #expect(Set(heaps.map { ObjectIdentifier($0.heap) }).count == count)
    for (number, one) in heaps.enumerated() { #expect(try one.list.item(0).int == number) }
    return each
  }

  /// One grows as far as it has to, and what it holds stays where it is.
  @Test(arguments: ["2.7", "3.13", "3.14@32", "3.13t"])
  func oneGrowsBesideAnother(_ name: String) throws {
    let build = try Build(parsing: name)
    let (heap, other) = (try Heap(build), try Heap(build))
    let first = try heap.make("the first")
    let place = try first.address
    for _ in 0..<12 {
      let large = try heap.makeList(allocated: 30_000)
      #expect(try large.count == 30_000)
    }
    let theirs = try other.makeList(allocated: 30_000)
    #expect(try first.address == place && first.string == "the first")
    #expect(try theirs.count == 30_000)
  }
}
