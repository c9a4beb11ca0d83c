/// A process at one moment: what it had mapped, and the bytes of it that tell anything.
public struct ProcessPicture: Sendable {
  /// How a process was held while it was copied.
  public enum Pause: Hashable, Sendable {
    /// It was not: none of its threads ran meanwhile.
    case quiet
    /// All its threads were stopped, for so many seconds.
    case stopped(seconds: Double)
    /// It was neither: the bytes are of different moments.
    case none
    /// It was no process any more, or never one.
    case still
  }

  /// The bytes.
  public let memory: StillMemory
  /// What was mapped, in the order of addresses.
  public let mappings: [Mapping]
  /// Which pages were in memory.
  package let pages: ResidentPages
  /// Where the stacks of its threads were at that moment.
  package let stackPointers: [UInt64]
  /// How it was held.
  public let pause: Pause
  /// What could not be read, and why, a line each.
  public let unread: [String]

  package init(
    memory: StillMemory, mappings: [Mapping], pages: ResidentPages,
    stackPointers: [UInt64] = [], pause: Pause, unread: [String] = []
  ) {
    self.memory = memory
    self.mappings = mappings
    self.pages = pages
    self.stackPointers = stackPointers
    self.pause = pause
    self.unread = unread
  }

  /// Whether all its bytes are of one moment: then what does not hold together was so in the process.
  package var isOfOneMoment: Bool { pause != .none }

  /// Whether an address was mapped, and could not be read.
  package func lacks(_ address: UInt64) -> Bool {
    memory.run(of: address) == nil && mapping(of: address) != nil
  }

  /// What is mapped at an address.
  package func mapping(of address: UInt64) -> Mapping? {
    var (low, high) = (0, mappings.count)
    while low < high {
      let middle = (low + high) / 2
      if mappings[middle].range.upperBound <= address { low = middle + 1 } else { high = middle }
    }
    return low < mappings.count && mappings[low].range.contains(address) ? mappings[low] : nil
  }

  /// Bytes of the process that were in memory.
  public var resident: Int { mappings.reduce(0) { $0 + $1.resident } }
}

/// Which pages of a process were in memory: runs of addresses, in order.
package struct ResidentPages: Sendable {
  /// In order; no two touch.
  package private(set) var runs: [Range<UInt64>] = []

  package init() {}

  /// Takes up the next run: none before is behind it.
  package mutating func append(_ run: Range<UInt64>) {
    if run.isEmpty { return }
    if let last = runs.last, last.upperBound == run.lowerBound {
      runs[runs.count - 1] = last.lowerBound..<run.upperBound
    } else {
      runs.append(run)
    }
  }

  /// All but some runs, which are in order.
  package func without(_ others: [Range<UInt64>]) -> ResidentPages {
    var rest = ResidentPages()
    var next = 0
    for run in runs {
      var place = run.lowerBound
      while next < others.count, others[next].upperBound <= place { next += 1 }
      var index = next
      while index < others.count, others[index].lowerBound < run.upperBound {
        if others[index].lowerBound > place { rest.append(place..<others[index].lowerBound) }
        place = max(place, min(others[index].upperBound, run.upperBound))
        index += 1
      }
      rest.append(place..<run.upperBound)
    }
    return rest
  }

  /// The parts of a range that are in memory.
  package func runs(in range: Range<UInt64>) -> [Range<UInt64>] {
    var index = first(behind: range.lowerBound)
    var found: [Range<UInt64>] = []
    while index < runs.count, runs[index].lowerBound < range.upperBound {
      found.append(runs[index].clamped(to: range))
      index += 1
    }
    return found
  }

  /// How many bytes of a range are in memory.
  package func count(in range: Range<UInt64>) -> Int {
    var index = first(behind: range.lowerBound)
    var count = 0
    while index < runs.count, runs[index].lowerBound < range.upperBound {
      count += runs[index].clamped(to: range).count
      index += 1
    }
    return count
  }

  /// The first address from one on that is in memory.
  package func next(from address: UInt64) -> UInt64? {
    let index = first(behind: address)
    return index < runs.count ? max(address, runs[index].lowerBound) : nil
  }

  /// The first run that ends behind an address.
  private func first(behind address: UInt64) -> Int {
    var (low, high) = (0, runs.count)
    while low < high {
      let middle = (low + high) / 2
      if runs[middle].upperBound <= address { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
