import PyReport
import Testing

@Suite struct QuantityTests {
  @Test(arguments: [
    (0, "0 B"), (999, "999 B"), (1000, "1.00 kB"), (9_994, "9.99 kB"), (9_996, "10.0 kB"),
    (152_002_600, "152 MB"), (1_520_000_000, "1.52 GB"), (24_000_000_000, "24.0 GB"),
    (999_499, "999 kB"), (999_999, "1.00 MB"), (Int.max, "9.22 EB"),
  ])
  func bytes(_ count: Int, _ text: String) { #expect(Quantity.bytes(count) == text) }

  @Test(arguments: [(1, "1"), (1000, "1 k"), (1_000_000, "1 M"), (1_234_567, "1234567")])
  func counts(_ count: Int, _ text: String) { #expect(Quantity.count(count) == text) }

  @Test(arguments: [(0, "0 items"), (1, "1 item"), (2, "2 items")])
  func nouns(_ count: Int, _ text: String) { #expect(Quantity.counted(count, "item") == text) }

  @Test func ratios() {
    #expect(Quantity.ratio(168, of: 240) == "0.70")
    #expect(Quantity.ratio(1, of: 0) == "")
  }
}
