import ArgumentParser

/// `--instances`: whole numbers, plain or as `1e6`.
struct InstanceCounts {
  let counts: [Int]
  private static let most = 1_000_000_000_000

  init(parsing text: String) throws {
    counts = try text.split(separator: ",", omittingEmptySubsequences: false).map { item in
      guard let count = Self.count(item) else {
        throw ValidationError("'\(item)' is no number of instances: write 1000000 or 1e6")
      }
      guard (1...Self.most).contains(count) else {
        throw ValidationError("'\(item)' is not between 1 and 1e12 instances")
      }
      return count
    }
  }

  /// The number, cut off past what any run could take; `nil` for anything but digits and `e`.
  private static func count(_ item: Substring) -> Int? {
    let parts = item.split(separator: "e", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts.allSatisfy(isDigits) else {
      return item.hasPrefix("-") && isDigits(item.dropFirst()) ? 0 : nil
    }
    var count = Int(parts[0]) ?? most + 1
    let zeros = parts.count == 2 ? Int(parts[1]) ?? 99 : 0
    for _ in 0..<min(zeros, 99) where count <= most { count *= 10 }
    return min(count, most + 1)
  }

  private static func isDigits(_ text: Substring) -> Bool {
    !text.isEmpty && text.allSatisfy { ("0"..."9").contains($0) }
  }
}
