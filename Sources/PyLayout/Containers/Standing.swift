/// Which instance of its class one is, and what others of the class take.
public struct Standing: Hashable, Sendable {
  /// Its number among the instances of its class, from 1 on.
  public let nth: Int
  /// From which instance on all are alike; `nil` where that is not known.
  public let settled: Int?
  /// What the allocator hands out for the first instance, in bytes; `nil` where this one takes as
  /// much.
  public let first: Int?
  /// What it hands out for each once all are alike, in bytes; `nil` where this one takes as much, or
  /// that is not known.
  public let later: Int?

  /// Whether all later ones are like it.
  public var isSettled: Bool { settled.map { nth >= $0 } ?? false }

  /// An instance beside others of its class, each with what the allocator hands out for it.
  public init(nth: Int, settled: Int?, allocated: Int, first: Int?, later: Int?) {
    self.nth = nth
    self.settled = settled
    self.first = first == allocated ? nil : first
    self.later = later == allocated ? nil : later
  }
}
