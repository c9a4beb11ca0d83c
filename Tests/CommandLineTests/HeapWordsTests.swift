import CommandLineSupport
import FoundationEssentials
import PySize
import Testing

/// What `pysize heap` calls what it shows, and that it fits.
@Suite struct HeapWordsTests {
  /// The cells of the table with such a first title, of a Markdown page.
  private static func rows(of page: String, under title: String) -> [[String]] {
    page.split(separator: "\n", omittingEmptySubsequences: false).drop {
      !$0.hasPrefix("| \(title) ")
    }
    .prefix { $0.hasPrefix("|") }.dropFirst(2).map { line in
      line.split(separator: "|").map { $0.split(separator: " ").joined(separator: " ") }
    }
  }

  /// Each part of the first line is the sum of the rows that the documentation says.
  @Test func theFirstLineIsTheSumOfRows() async throws {
    let documentation = Self.rows(
      of: try ReadmeTests.text(of: "Sources/PySize/PySize.docc/WhereAProcessHasItsMemory.md"),
      under: "owner")
    #expect(documentation.count > 15 && documentation.allSatisfy { $0.count == 3 })
    let code = """
      import mmap, tempfile
      copy = tempfile.TemporaryFile()
      copy.write(b'x' * 3000000)
      copy.flush()
      kept = mmap.mmap(copy.fileno(), 0, access=mmap.ACCESS_COPY), mmap.mmap(-1, 2000000)
      places = range(0, 2000000, 4096)
      print(sum(len(each[place:place + 1]) for each in kept for place in places))
      """
    let run = try await CommandLineRun(["heap", "--format", "markdown", "--", "-c", code])
    #expect(run.exitCode == 0, "\(run.errors)")
    let sentence = try #require(
      run.output.split(separator: "\n").first { $0.contains(" in memory: ") })
    var sums: [String: Int] = [:]
    for row in Self.rows(of: run.output, under: "whose") where row[0] != "all" {
      let part = try #require(documentation.first { $0[0] == row[0] }?[2], "\(row[0])")
      sums[part, default: 0] += try #require(Int(row[4]), "\(row)")
    }
    let expected = Set(sums.filter { $0.value > 0 }.map { "\(Quantity.bytes($0.value)) \($0.key)" })
    let parts = sentence.split(separator: " in memory: ")[1].split(separator: ", ").map(String.init)
    #expect(Set(parts) == expected, "\(run.output)")
    #expect(sums["mapped files", default: 0] >= 2_000_000, "\(run.output)")
    #expect(sums["shared memory", default: 0] >= 2_000_000, "\(run.output)")
  }
  /// A share stands beside what it is of, and a long name takes no column away.
  @Test func longNamesAreCut() async throws {
    let code = """
      Long = type('N' * 200, (), {})
      kept = [Long() for i in range(20_000)], bytes(50_000_000)
      """
    let run = try await CommandLineRun(["heap", "--", "-c", code], environment: ["COLUMNS": nil])
    let lines = run.output.split(separator: "\n")
    let title = try #require(lines.first { $0.hasPrefix("type ") }, "\(run)")
    for column in ["objects", "bytes", "in memory", "%", "each", "getsizeof"] {
      #expect(title.contains(column), "\(run.output)")
    }
    #expect(lines.allSatisfy { $0.count <= 100 }, "\(run.output)")
    #expect(lines.contains { $0.hasPrefix("__main__.NNN") && $0.contains("…NNN") }, "\(run.output)")
    let whole = try await CommandLineRun(["heap", "--format", "csv", "--", "-c", code])
    #expect(whole.output.contains("type,\(String(repeating: "N", count: 200)),__main__,"))
  }

  @Test func theEndOfANameOffersTheWhole() async throws {
    let code = """
      def make():
          class Local: pass
          return [Local() for i in range(10)]
      kept = make()
      """
    let run = try await CommandLineRun(["heap", "--type", "Local", "--", "-c", code])
    #expect(run.exitCode == 69 && run.errors.contains("'__main__.make.<locals>.Local'"), "\(run)")
  }
}
