extension Range<UInt64> {
  /// What is left of it without others, which are in order.
  func without(_ others: [Range<UInt64>]) -> [Range<UInt64>] {
    var parts: [Range<UInt64>] = []
    var place = lowerBound
    var next = others.partitioningIndex { $0.upperBound > place }
    while next < others.count, others[next].lowerBound < upperBound {
      if others[next].lowerBound > place { parts.append(place..<others[next].lowerBound) }
      place = Swift.max(place, others[next].upperBound)
      next += 1
    }
    if place < upperBound { parts.append(place..<upperBound) }
    return parts
  }
}
