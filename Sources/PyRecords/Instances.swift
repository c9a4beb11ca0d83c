/// What a number of instances made one after the other take.
public struct Instances: Hashable, Sendable {
  /// How many.
  public let count: Int
  /// Their bytes together: the record sizes, and once what an array of records starts with.
  public let bytes: Int
  /// What the allocator hands out for them, in bytes; `nil` where that is not known.
  public let allocated: Int?
}

extension Record {
  /// The bytes of each of the `counts` of instances of a fresh class.
  ///
  /// - Throws: ``NotModelled`` when the installed version of its package is not known.
  public func instances(
    _ counts: [Int], _ sample: Sample, allocated: [Int]? = nil
  ) throws(NotModelled) -> [Instances] {
    var sums = [0]  // of the first 0, 1, 2 … instances, until all later ones are alike
    var settled = 0
    var shared = 0
    let settledInstance = settledInstance(on: sample.build)
    for nth in 1...settledInstance {
      var one = sample
      one.nth = nth
      let prediction = try prediction(one)
      settled = prediction.size
      shared = prediction.shared.reduce(0) { $0 + $1.size }
      sums.append(sums[nth - 1] + settled)
    }
    return counts.indices.map { index in
      let count = counts[index]
      let first = min(count, settledInstance)
      return Instances(
        count: count, bytes: shared + sums[first] + (count - first) * settled,
        allocated: allocated?[index])
    }
  }
}
