import OracleSupport
import PyHeap
import PyLayout
import PySize
import Testing

/// Objects that only one thing holds are found by it, however long it is, and its blocks are its own.
@Suite struct KeeperTests {
  @Test("what only calls and long containers hold is found", arguments: await LiveBuild.withRoots())
  func allIsReached(_ live: LiveBuild) async throws {
    try await WaitingScript(name: "keepers.py").look(on: try live.required()) { heap, lines in
      let build = heap.build
      var marks = 0
      for line in lines {
        let words = line.split(separator: "\t")
        let count = try #require(words.last.flatMap { Int($0) }, "\(build): \(line)")
        let name = String(words[0])
        if name.hasPrefix("In") {
          let type = heap.types.first { $0.qualifiedName == "__main__.\(name)" }
          #expect(type?.count ?? 0 == count, "\(build): \(name)")
          #expect(type?.withoutBlock ?? 0 == 0, "\(build): \(name)")
          marks += count
        } else if name == "links" {
          // The links of an lru_cache are objects, however many there are
          let links = heap.types.first { $0.name == "_lru_list_elem" }
          #expect(count...(count + 2000) ~= links?.count ?? 0, "\(build): \(count)")
        } else if name.hasPrefix("sizes ") {
          let type = heap.types.first { "sizes \($0.qualifiedName)" == name }
          #expect(type?.getsizeof == count, "\(build): \(name)")
        } else {
          // sys.getsizeof counts what it owns, without what the allocator adds
          let type = try #require(heap.types.first { $0.name == name || $0.qualifiedName == name })
          #expect((count...count * 3 / 2).contains(type.allocated), "\(build): \(name), \(type)")
        }
      }
      #expect(marks > 5000, "\(build): \(lines)")
      for name in ["__main__.Sized", "__main__.Younger"] {
        let type = try #require(heap.types.first { $0.qualifiedName == name }, "\(build): \(name)")
        #expect(type.getsizeof == nil, "\(build): \(name) has a __sizeof__ in Python")
      }
      // What others have asked for is not CPython's, whatever was there before
      let lists = heap.allocators.flatMap(\.shares).filter { $0.owner == .block(.freeList) }
      #expect(lists.reduce(0) { $0 + ($1.blocks ?? 0) } < 5000, "\(build): \(lists)")
      // Variables have their names, wherever a call's frame stands
      let name = build.version < .v3_11 ? "frame" : "generator"
      let calls = try #require(heap.types.first { $0.qualifiedName == name }, "\(build)")
      let variables = heap.detail(of: calls).attributes.map(\.name)
      #expect(Set(["make", "first", "second"]).isSubset(of: variables), "\(build): \(variables)")
      let guessed = heap.allocators.flatMap(\.shares).filter { $0.owner == .block(.guessed) }
      #expect(guessed.reduce(0) { $0 + $1.bytes } < 1 << 20, "\(build): \(guessed)")
      let frames = heap.others.filter { $0.owner == .frames }.reduce(0) { $0 + $1.resident }
      // A frame is no less than ten words
      let least = build.version < .v3_11 ? 0 : 5000 * 10 * build.pointerSize
      #expect(frames >= least && (least > 0 || frames == 0), "\(build): \(frames)")
      #expect(heap.failures.isEmpty && heap.unread.isEmpty, "\(build): \(heap.failures)")
    }
  }
}
