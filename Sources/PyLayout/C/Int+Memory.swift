extension Int {
  /// A number of items or of bytes that is possible: a negative one counts as 0, and more than the
  /// 2**47 addresses of a process as 2**47.
  package var inMemory: Int { Swift.min(Swift.max(self, 0), .addressSpace) }

  /// The 2**47 addresses of a process of 64 bits, or `Int.max` where this code runs in fewer.
  package static var addressSpace: Int { Int(clamping: 1 << 47 as Int64) }

  /// The product, or `Int.max` where it is larger than that.
  package func times(_ count: Int) -> Int {
    let (product, isTooLarge) = multipliedReportingOverflow(by: count)
    return isTooLarge ? .max : product
  }

  /// The sum, or `Int.max` where it is larger than that.
  package func adding(_ more: Int) -> Int {
    let (sum, isTooLarge) = addingReportingOverflow(more)
    return !isTooLarge ? sum : self < 0 ? .min : .max
  }

  /// The next multiple of `step`, itself included; the last one where there is none.
  package func roundedUp(to step: Int) -> Int {
    let (sum, isTooLarge) = addingReportingOverflow(step - 1)
    return (isTooLarge ? Int.max : sum) / step * step
  }
}
