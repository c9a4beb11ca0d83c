import FoundationEssentials
import OracleSupport
import PyHeap
import PyLayout
import PySize
import Subprocess
import SystemPackage
import Testing

/// What objects hold is shown as Python itself writes it; types are called as it calls them.
@Suite struct HoldingTests {
  @Test("what containers hold, and what types are called", arguments: await LiveBuild.all())
  func whatIsHeldIsShown(_ live: LiveBuild) async throws {
    try await WaitingScript(name: "holding.py").look(on: try live.required()) { heap, lines in
      let told = lines.map {
        $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      }
      try Self.check(heap, told.filter { $0.count == 3 })
    }
  }

  private static func check(_ heap: ProcessHeap, _ told: [[String]]) throws {
    let build = heap.build
    let holder = try #require(heap.types(named: "__main__.Holder").first, "\(build)")
    let value = try #require(heap.detail(of: holder, values: true).values.first, "\(build)")
    let texts = Dictionary(
      value.attributes.map { ($0.name, $0.text) }, uniquingKeysWith: { first, _ in first })
    var numpy = 0
    for one in told {
      let (name, expected) = (one[1], one[2])
      if one[0] == "value" {
        let shown = texts[name]?.split(separator: "…", omittingEmptySubsequences: false)
          .joined(separator: "...")
        #expect(shown == expected, "\(build): \(name)")
        if name.hasPrefix("numpy") { numpy += 1 }
      } else if one[0] == "dicts" {
        let dicts = heap.types.filter { $0.qualifiedName == "__main__.\(name)" }.map(\.dicts)
        #expect(dicts.map { "\($0)" } == [expected], "\(build): \(name)")
      } else {
        let types = heap.types.filter { $0.name == name }
        #expect(types.map(\.qualifiedName) == [expected], "\(build)")
      }
    }
    #expect(told.count > 40 && texts.count > 30, "\(build): \(told.count)")
    if numpy == 0 {
      print("skipped: what NumPy arrays hold on CPython \(build) because there is no NumPy")
    }
    // What stands in the program's own data has no bytes of its own
    let none = try #require(heap.types(named: "NoneType").first, "\(build)")
    #expect(none.count == 1 && none.withoutBlock == 1 && none.each == nil, "\(build): \(none)")
    #expect(holder.withoutBlock == 0 && holder.each == holder.allocated, "\(build): \(holder)")
    for name in ["InDict", "InSet"] {
      let type = try #require(heap.types(named: name).first, "\(build)")
      #expect(heap.detail(of: type).attributes.map(\.name) == ["first"], "\(build): \(name)")
    }
    // Attributes of an old-style class's instances, as those of any other
    let younger = try #require(heap.types(named: "__main__.Younger").first, "\(build)")
    let detail = heap.detail(of: younger)
    #expect(younger.count == 2 && detail.attributes.map(\.name) == ["item"], "\(build)")
    #expect(
      Set(detail.attributes.first?.types.map(\.name) ?? []) == ["str", "NoneType"], "\(build)")
  }
}
