import PyLayout

/// `range` and `slice`: Objects/rangeobject.c, Objects/sliceobject.c
extension Heap {
  /// A new reference to a range: `make_range_object`; in 2.7 an `xrange`.
  ///
  /// - Throws: ``PyError`` `ValueError` when the step is zero, `OverflowError` in 2.7 for what a C
  ///   long does not hold.
  func newRange(_ start: Int, _ stop: Int, _ step: Int) throws(PyError) -> Address {
    if build.version < .v3_0 && !(fitsLong(start) && fitsLong(stop) && fitsLong(step)) {
      throw PyError(.overflowError, "Python int too large to convert to C long")
    }
    if step == 0 {
      let function = build.version < .v3_0 ? "xrange" : "range"
      throw PyError(.valueError, "\(function)() arg 3 must not be zero")
    }
    let fields = c.range.fields
    let length = rangeLength(start, stop, step)
    if build.version < .v3_0, Int(exactly: length).map(fitsLong) != true {
      throw PyError(.overflowError, "xrange() result has too many items")
    }
    let object = try allocateObject(builtin.range, size: c.range.size)
    try makeHead(of: object, type: builtin.range)
    if let first = fields.longStart, let by = fields.longStep, let count = fields.longLength {
      try set(first, of: object, to: start)
      try set(by, of: object, to: step)
      try set(count, of: object, to: Int(truncatingIfNeeded: length))
    }
    if let first = fields.start, let last = fields.stop, let by = fields.step,
      let count = fields.length
    {
      try set(first, of: object, to: try makeInt(start))
      try set(last, of: object, to: try makeInt(stop))
      try set(by, of: object, to: try makeInt(step))
      try set(count, of: object, to: try makeInt(PyInt(length)))
    }
    return object
  }

  /// What a range says of its numbers.
  func rangeFacts(of object: Address) throws(PyError) -> (start: Int, step: Int, length: Int) {
    let fields = c.range.fields
    if let first = fields.longStart, let by = fields.longStep, let count = fields.longLength {
      return (try get(first, of: object), try get(by, of: object), try get(count, of: object))
    }
    guard let first = fields.start, let by = fields.step, let count = fields.length,
      let start = try intValue(of: try get(first, of: object)),
      let step = try intValue(of: try get(by, of: object)),
      let length = try intValue(of: try get(count, of: object))
    else {
      throw PyError(.overflowError, "Python int too large to convert to C ssize_t")
    }
    return (start, step, length)
  }

  /// `compute_range_length`
  private func rangeLength(_ start: Int, _ stop: Int, _ step: Int) -> UInt {
    let (low, high) = step > 0 ? (start, stop) : (stop, start)
    guard low < high else { return 0 }
    let span = UInt(bitPattern: high &- low) &- 1
    // At most UInt.max: every number from Int.min to Int.max
    return span / step.magnitude + 1
  }

  /// A new reference to a slice of borrowed bounds: `PySlice_New`.
  func newSlice(_ start: Address, _ stop: Address, _ step: Address) throws(PyError) -> Address {
    let fields = c.slice.fields
    let object = try allocateObject(builtin.slice, size: c.slice.size)
    try makeHead(of: object, type: builtin.slice)
    for (field, bound) in [(fields.start, start), (fields.stop, stop), (fields.step, step)] {
      try incref(bound)
      try set(field, of: object, to: bound)
    }
    try track(object)
    return object
  }
}
