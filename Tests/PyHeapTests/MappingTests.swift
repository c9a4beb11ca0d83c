import OracleSupport
import PyHeap
import PySize
import Testing

/// What is mapped has its owner by what it is, whoever may see it.
@Suite struct MappingTests {
  @Test("files are no shared memory, and that is no file", arguments: await LiveBuild.newest())
  func filesAreFiles(_ live: LiveBuild) async throws {
    try await WaitingScript(name: "mappings.py").look(on: try live.required()) { heap, lines in
      let told = lines.compactMap { line -> (String, Int)? in
        let words = line.split(separator: "\t")
        return words.count == 2 ? Int(words[1]).map { (String(words[0]), $0) } : nil
      }
      #expect(told.count == 2, "\(heap.build): \(lines)")
      for (name, bytes) in told {
        let owner: Owner = name == "file" ? .file : .shared
        let resident = heap.others.filter { $0.owner == owner }.reduce(0) { $0 + $1.resident }
        // What the C library has of locales, too
        let most = bytes + (owner == .file ? 4 << 20 : 0)
        #expect(
          (bytes...most).contains(resident), "\(heap.build): \(name) of \(bytes): \(resident)")
      }
    }
  }
}
