package import PyLayout

/// What a number of instances made one after the other take.
public struct Instances: Hashable, Sendable {
  /// How many.
  public let count: Int
  /// Their bytes together: the record sizes, and once what an array of records starts with.
  public let bytes: Int
  /// What the allocator hands out for them, in bytes; `nil` where another serves than the build's
  /// own.
  public let allocated: Int?

  /// A number of instances and their bytes.
  package init(count: Int, bytes: Int, allocated: Int?) {
    self.count = count
    self.bytes = bytes
    self.allocated = allocated
  }
}

extension Record {
  /// The bytes of each of the `counts` of instances of a fresh class; a negative count is taken as
  /// 0, one above 2**47, for which no process has the addresses, as 2**47.
  ///
  /// The keys that a class's instances share are the class's, and not counted.
  ///
  /// - Throws: ``NotModelled`` when the installed version of its package is not known.
  public func instances(_ counts: [Int], _ sample: Sample) throws(NotModelled) -> [Instances] {
    // Of the first 0, 1, 2 … instances, until all later ones are alike
    var sums = [(bytes: 0, allocated: 0)]
    let settledInstance = max(1, settledInstance(sample))
    var one = sample
    for nth in 1...settledInstance {
      one.nth = nth
      let prediction = try prediction(one)
      let sum = sums[nth - 1]
      sums.append(
        (sum.bytes.adding(prediction.size), sum.allocated.adding(prediction.allocated)))
    }
    let settled = try settledPrediction(sample)
    return counts.map { count in
      let count = count.inMemory
      let first = sums[min(count, settledInstance)]
      let more = max(0, count - settledInstance)
      return Instances(
        count: count,
        bytes: settled.shared.reduce(0) { $0.adding($1.size) }
          .adding(first.bytes.adding(more.times(settled.size))),
        allocated: settled.allocatedRows(count, on: sample.build)
          ?? first.allocated.adding(more.times(settled.allocated)))
    }
  }
}

extension Record {
  /// From which instance of a fresh class on all are alike.
  public func settledInstance(_ sample: Sample) -> Int {
    guard let made = attributes(sample) else { return 1 }
    var one = sample
    var nth = made.count
    one.nth = nth
    guard nth > 1, let settled = try? prediction(one) else { return nth }
    // Not every change of the keys shows: a dict may stand in place of the values
    repeat {
      one.nth = nth - 1
      guard let before = try? prediction(one), before.isLike(settled) else { return nth }
      nth -= 1
    } while nth > 1
    return nth
  }

  /// The number of the instance that a sample asks for.
  package func number(of sample: Sample) -> Int { sample.nth ?? settledInstance(sample) }

  /// What an instance costs once all later ones are alike, whichever the sample asks for.
  ///
  /// - Throws: ``NotModelled`` when the installed version of its package is not known.
  package func settledPrediction(_ sample: Sample) throws(NotModelled) -> Prediction {
    var sample = sample
    sample.nth = nil
    return try prediction(sample)
  }

  /// Which instance of its class a sample asks for, and what others take.
  ///
  /// - Throws: ``NotModelled`` when the installed version of its package is not known.
  package func standing(of sample: Sample) throws(NotModelled) -> Standing {
    var first = sample
    first.nth = 1
    return Standing(
      nth: number(of: sample), settled: settledInstance(sample),
      allocated: try prediction(sample).allocated, first: try prediction(first).allocated,
      later: try settledPrediction(sample).allocated)
  }
}

extension Prediction {
  /// Whether instances are of the same blocks and sizes.
  fileprivate func isLike(_ other: Prediction) -> Bool {
    size == other.size && requests == other.requests && block.rows == other.block.rows
  }

  /// What the allocator hands out for an array of `count` rows, in bytes; `nil` where instances are
  /// no rows.
  fileprivate func allocatedRows(_ count: Int, on build: Build) -> Int? {
    rows.map { shared, stride in
      // From C's malloc
      let data = PyArrayObject_fields.dataRequest(count.times(stride))
      return shared.adding(GlibcMalloc(on: build).chunkSize(of: data))
    }
  }
}
