import ArgumentParser

/// `--instances`: whole numbers, plain or as `1e6`.
struct InstanceCounts {
  let counts: [Int]
  private static let most = 1_000_000_000_000

  init(parsing text: String) throws {
    counts = try text.split(separator: ",", omittingEmptySubsequences: false).map { item in
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
