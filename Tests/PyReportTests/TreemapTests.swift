import OracleSupport
import PyReport
import SeededRandom
import Testing

/// A treemap's areas are as large as their bytes, fill the picture, and do not overlap.
@Suite struct TreemapTests {
  /// An area as it is drawn.
  private struct Drawn {
    let label: String
    let bytes: Int
    let x: ClosedRange<Double>
    let y: ClosedRange<Double>
    var size: Double { (x.upperBound - x.lowerBound) * (y.upperBound - y.lowerBound) }

    func overlaps(_ other: Drawn) -> Bool {
      min(x.upperBound, other.x.upperBound) - max(x.lowerBound, other.x.lowerBound) > 0.001
        && min(y.upperBound, other.y.upperBound) - max(y.lowerBound, other.y.lowerBound) > 0.001
    }
  }

  private struct Shown: Report {
    let document: Document
    var flatTable: Table { Table(columns: [], rows: []) }
    var json: JSON { .null }
  }

  private static func rendered(_ areas: [Treemap.Area], as format: Format) -> String {
    let map = Treemap(title: "bytes", areas: areas)
    let table = Table(columns: [.text("a")], rows: [.init(["row"], anchor: "here")])
    return Shown(document: Document([.picture(.areas(map)), .table(table)])).rendered(as: format)
  }

  private static func drawn(_ areas: [Treemap.Area]) throws -> [Drawn] {
    let pattern =
      /x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"><title>([^:]*): (\d+) bytes/
    return try rendered(areas, as: .svg).matches(of: pattern).map { match in
      let numbers = try [match.1, match.2, match.3, match.4].map { try #require(Double($0)) }
      return Drawn(
        label: String(match.5), bytes: try #require(Int(match.6)),
        x: numbers[0]...numbers[0] + numbers[2], y: numbers[1]...numbers[1] + numbers[3])
    }
  }

  @Test func areasAreToScale() throws {
    let seed = SplitMix64.seed
    var random = SplitMix64(seed: seed)
    for round in 0..<50 {
      let areas = (0..<Int.random(in: 1...9, using: &random)).map { group in
        Treemap.Area(
          label: "group \(group)",
          parts: (0..<Int.random(in: 0...40, using: &random)).map {
            // Of all sizes
            let bytes = 1 << Int.random(in: 0...30, using: &random)
            return Treemap.Area(label: "part \($0)", bytes: bytes + $0)
          })
      }
      let all = areas.reduce(0) { $0 + $1.bytes }
      let drawn = try Self.drawn(areas)
      let name = "round \(round), seed \(seed)"
      #expect(drawn.reduce(0) { $0 + $1.bytes } == all, "\(name)")
      for (index, area) in drawn.enumerated() {
        let due = 1088.0 * 560 * Double(area.bytes) / Double(all)
        let around =
          (area.x.upperBound - area.x.lowerBound) + (area.y.upperBound - area.y.lowerBound)
        // Corners are at hundredths of a pixel
        #expect(abs(area.size - due) <= 0.02 * around + 0.01, "\(name): \(area), \(due)")
        #expect(area.x.lowerBound >= 0 && area.x.upperBound <= 1088.001, "\(name): \(area)")
        #expect(!drawn[(index + 1)...].contains { $0.overlaps(area) }, "\(name): \(area)")
      }
    }
  }

  @Test func whatIsTooSmallIsOneArea() throws {
    let small = (0..<5).map { Treemap.Area(label: "small \($0)", bytes: 10) }
    let drawn = try Self.drawn([.init(label: "large", bytes: 1_000_000)] + small)
    #expect(drawn.map(\.label) == ["large", "5 others"])
    #expect(drawn.map(\.bytes) == [1_000_000, 50])
    // No two of the outermost look alike
    let many = try Self.drawn((1...20).map { Treemap.Area(label: "area \($0)", bytes: 100) })
    #expect(many.count == 7 && many.contains { $0.label == "14 others" })
    #expect(try Self.drawn([]).isEmpty)
    #expect(try Self.drawn([.init(label: "nothing", bytes: 0)]).isEmpty)
  }

  @Test func anAreaLeadsToItsRow() {
    let areas: [Treemap.Area] = [
      .init(label: "row", bytes: 8, row: "here"), .init(label: "none", bytes: 8, row: "elsewhere"),
    ]
    let page = Self.rendered(areas, as: .html)
    #expect(page.contains("<a href=\"#row1\" aria-label=\"row: 8 bytes, 50.0 %\">"))
    #expect(page.contains("<tr id=\"row1\">"))
    #expect(page.split(separator: "<a href").count == 2)
    // Formats without pictures have the table
    #expect(Self.rendered(areas, as: .text) == "a\nrow\n")
  }

  /// What is written stays inside, in letters as wide as can be.
  @Test func labelsHaveRoom() throws {
    for label in ["a", "日本語の名前です", "some.module.Type", String(repeating: "x", count: 300)] {
      let areas = (1...60).map { Treemap.Area(label: label, bytes: $0 * $0 * 100) }
      let svg = Self.rendered([.init(label: "all", parts: areas)], as: .svg)
      let pattern =
        /x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="[\d.]+"><title>[^<]*<\/title><\/rect>((?:<text[^<]*<\/text>)*)/
      for match in svg.matches(of: pattern) {
        let width = try #require(Double(match.2))
        for text in match.3.matches(of: />([^<]*)</) {
          let columns = text.1.unicodeScalars.reduce(0) { $0 + ($1.value < 0x1100 ? 1 : 2) }
          #expect(Double(columns) * 7.3 <= width - 9, "\(text.1) in \(width)")
        }
      }
    }
  }
}
