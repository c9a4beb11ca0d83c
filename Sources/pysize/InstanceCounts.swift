import ArgumentParser

/// `--instances`: whole numbers, plain or as `1e6`.
struct InstanceCounts {
  let counts: [Int]
  private static let most = 1_000_000_000_000
  /// Each is a column, or a row, of its own.
  private static let mostCounts = 20

  init(parsing text: String) throws {
    let items = text.split(separator: ",", omittingEmptySubsequences: false)
    guard items.count <= Self.mostCounts else {
      throw ValidationError(
        "--instances takes at most \(Self.mostCounts) numbers, not \(items.count)")
    }
    counts = try items.map { item in
      let isNegative = item.hasPrefix("-")
      guard let count = WholeNumber(item.dropFirst(isNegative ? 1 : 0))?.value else {
        throw ValidationError("'\(item)' is no number of instances: write 1000000 or 1e6")
      }
      guard !isNegative, (1...Self.most).contains(count) else {
        throw ValidationError("'\(item)' is not between 1 and 1e12 instances")
      }
      return count
    }
  }
}
