import PyEmulator
import PyLayout
import PyMemory
import Testing

/// A heap with debug hooks has the bytes around its blocks that Objects/obmalloc.c writes.
@Suite struct DebugHooksTests {
  @Test(arguments: ClaimTests.builds) func bytesAroundABlock(_ build: Build) throws {
    for (asked, isThere) in [(nil, build.isDebug), (true, true), (false, false)] as [(Bool?, Bool)]
    {
      let heap = try Heap(build, debugHooks: asked)
      #expect(heap.allocator.hasDebugHooks == isThere, "\(build)")
      let list = try heap.makeList()
      let other = try heap.makeList()
      let type = try list.type.layout
      let block = Address(rawValue: try list.address.rawValue - UInt64(type.prefixSize))
      let size = type.prefixSize + type.tp_basicsize
      #expect(try heap.blocks().contains { $0.address == block && $0.asked == size }, "\(build)")
      guard isThere, let hooks = DebugHooks(on: build, in: .gcObject) else {
        continue
      }
      let word = hooks.wordSize
      func bytes(_ offset: Int, _ count: Int) throws -> [UInt8] {
        try heap.memory.bytes(
          at: Address(rawValue: block.rawValue &+ UInt64(bitPattern: Int64(offset))), count: count)
      }
      func number(_ bytes: [UInt8]) -> Int { bytes.reduce(0) { $0 << 8 | Int($1) } }
      // How many bytes were asked for, the API's letter, and a fence at each end
      #expect(try number(bytes(-2 * word, word)) == size, "\(build)")
      #expect(try bytes(-word, 1) == [hooks.apiID], "\(build)")
      let fence = hooks.forbiddenByte
      #expect(try bytes(-word + 1, word - 1).allSatisfy { $0 == fence }, "\(build)")
      #expect(try bytes(size, word).allSatisfy { $0 == fence }, "\(build)")
      #expect(fence == (build.version < Version(3, 7, 4) ? 0xFB : 0xFD), "\(build)")
      if hooks.hasSerialNumber {
        #expect(try number(bytes(size + word, word)) > 0, "\(build)")
      }
      try list.release()
      // The block is the allocator's again; it has written its own link in front
      let dead = try bytes(size - build.pointerSize, build.pointerSize)
      #expect(dead.allSatisfy { $0 == hooks.deadByte }, "\(build)")
      try other.release()
      #expect(heap.failure == nil, "\(build)")
    }
  }

  /// What is written behind a block's end is found when it is given back.
  @Test func overrunsAreFound() throws {
    let heap = try Heap(Build(parsing: "3.13.0"), debugHooks: true)
    let text = try heap.make("spam and eggs")
    let block = try #require(try heap.blocks().first { try $0.address == text.address })
    try heap.memory.store(
      0, size: 1, at: Address(rawValue: block.address.rawValue + UInt64(block.asked)))
    let error = #expect(throws: PyError.self) { try text.release() }
    #expect(error?.message.contains("bytes after") == true)
  }
}
