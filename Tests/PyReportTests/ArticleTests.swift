import PyLayout
import PyRecords
import PyReport
import Testing

/// `pysize article --build 3.7.3` gives the article's own numbers.
@Suite struct ArticleTests {
  let article: Article

  init() throws {
    article = try Article(
      Sample(build: Build(parsing: "3.7.3")), counts: [1_000_000, 10_000_000, 100_000_000])
  }

  private func section(_ id: String) throws -> Article.Section {
    try #require(article.sections.first { $0.record.id == id }, "no section \(id)")
  }

  @Test(arguments: ArticleTables.sizes.indices)
  func sizesAndInstances(_ index: Int) throws {
    let row = ArticleTables.sizes[index]
    let section = try section(row.id)
    #expect(section.prediction.parts.map(\.size) == row.parts, "\(row.id)")
    #expect(section.instances.map(\.bytes) == row.instances, "\(row.id)")
  }

  @Test(arguments: ArticleTables.fields.indices)
  func fieldTables(_ index: Int) throws {
    let (id, rows) = ArticleTables.fields[index]
    let block = try section(id).prediction.block
    #expect(block.rows.map(\.name) == rows.map(\.0), "\(id)")
    #expect(block.rows.map(\.size) == rows.map(\.1), "\(id)")
  }

  /// The article counts 12 bytes a row, and a row taken out as larger than the row it holds.
  @Test func numpyRows() throws {
    let array = try section("numpy")
    #expect(array.prediction.size == 12)
    let shared = array.prediction.shared.reduce(0) { $0 + $1.size }
    #expect(array.instances.map { $0.bytes - shared } == [12_000_000, 120_000_000, 1_200_000_000])
    #expect(try section("numpy-row").prediction.size > array.prediction.size)
  }

  /// Where the article's order or arithmetic differs from memory, a footnote says so.
  @Test(arguments: ["class", "mutabletuple", "dataobject", "numpy"])
  func footnotes(_ id: String) throws {
    let note = try #require(try section(id).note)
    // Long lines are wrapped
    let words = article.rendered(as: .text).split { $0.isWhitespace }.joined(separator: " ")
    #expect(words.contains(note))
  }

  @Test(arguments: Format.allCases)
  func everyFormatNamesEverySection(_ format: Format) {
    let text = article.rendered(as: format)
    for section in article.sections {
      let name = format == .csv ? section.record.id : section.record.title
      let escaped = format == .markdown ? name.split(separator: "_").joined(separator: "\\_") : name
      #expect(text.contains(name) || text.contains(escaped), "\(format): \(name)")
    }
  }
}
