import OracleSupport
import PyHeap
import PyLayout
import PySize
import Testing

/// What objects of a process refer to, and what refers to them, beside what its own collector visits.
@Suite struct ReferenceTests {
  @Test("references of a process are the collector's", arguments: await LiveBuild.withRoots())
  func referencesAreTheCollectors(_ live: LiveBuild) async throws {
    try await WaitingScript(name: "references.py").look(on: try live.required()) { heap, lines in
      let build = heap.build
      var names: [Address: String] = [:]
      let types = Dictionary(
        heap.types.map { ($0.address, $0.qualifiedName) }, uniquingKeysWith: { a, _ in a })
      heap.forEachObject { names[$0.address] = types[$0.type] }
      var counts: [Substring: Int] = [:]
      for line in lines {
        let words = line.split(separator: "\t", omittingEmptySubsequences: false)
        let number = try #require(UInt64(words[1], radix: 16), "\(build): \(line)")
        let object = Address(rawValue: number)
        let told = try words[2].split(separator: " ").map {
          Address(rawValue: try #require(UInt64($0, radix: 16), "\(build): \(line)"))
        }
        counts[words[0], default: 0] += 1
        let name = names[object] ?? "?"
        if words[0] == "referrers" {
          #expect(heap.referrers(of: object) == told, "\(build): held by \(names[told[0]] ?? "?")")
          continue
        }
        // The collector leaves some out
        var rest = heap.references(of: object)
        #expect(rest.allSatisfy { names[$0] != nil }, "\(build): \(name) at \(object)")
        for one in told {
          let place = rest.firstIndex(of: one)
          #expect(place != nil, "\(build): \(name) at \(object) refers to \(names[one] ?? "?")")
          if let place { rest.remove(at: place) }
        }
      }
      #expect(counts["references"] ?? 0 > 300 && counts["referrers"] ?? 0 == 10, "\(counts)")
    }
  }
}
