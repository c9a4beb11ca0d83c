import OracleSupport
import PyHeap
import PyLayout
import PyMemory
import PySize
import PyTarget
import Testing

/// Memory that is of no object at first sight, beside what the process and the kernel say.
@Suite struct OwnerTests {
  @Test("memory has its owner whatever stands beside it", arguments: await LiveBuild.all())
  func owners(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    let build = interpreter.build
    try await WaitingScript(name: "owners.py").look(on: interpreter) { _, told in
      let pid = try #require(told.last.flatMap { Int32($0) }, "\(build): \(told)")
      func count(_ name: String) throws -> Int {
        let words = try ProcessFile.text("smaps_rollup", of: pid).split(separator: "\n")
          .first { $0.hasPrefix(name) }?.split(whereSeparator: \.isWhitespace)
        return try #require(words.flatMap { Int($0[1]) }) * 1024
      }
      let (before, shared) = (try count("Rss:"), try count("Shared_Dirty:"))
      let heap = try ProcessHeap(ofProcess: pid)
      #expect(try count("Rss:") == before, "\(build): nothing is added to it")
      // What it has together with its parent stays theirs together
      #expect(shared >= 20 << 20, "\(build): \(shared)")
      #expect(try count("Shared_Dirty:") == shared, "\(build): no page is its own now")
      func resident(_ owner: Owner) -> Int {
        heap.owners.filter { $0.share.owner == owner }.reduce(0) { $0 + $1.share.resident }
      }
      #expect(heap.resident == before, "\(build): Rss")
      // Images, their data and their zeros, are far smaller than what was mapped beside them
      #expect(24 << 20...26 << 20 ~= resident(.mapping), "\(build): \(resident(.mapping)) others")
      #expect(resident(.image) < 20 << 20, "\(build): \(resident(.image)) of images")
      #expect(resident(.otherAllocator) == 0, "\(build)")
      func allocated(_ type: String) -> Int {
        heap.types.filter { $0.qualifiedName == type }.reduce(0) { $0 + $1.allocated }
      }
      #expect(allocated("bytearray") >= 27_000_000, "\(build): \(allocated("bytearray"))")
      let texts = build.version < .v3_0 ? "str" : "bytes"
      #expect(allocated(texts) >= 20_050_000, "\(build): \(allocated(texts))")
      #expect(heap.failures.isEmpty && heap.unread.isEmpty, "\(build)")
    }
  }
}
