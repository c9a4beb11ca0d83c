import PyLayout

/// Equality that a few loads tell: in a table of many keys with one hash every key is compared with
/// every other.
extension Heap {
  /// Whether two objects of one builtin type are equal; `nil` where more has to be looked at.
  ///
  /// - Parameter depth: how many levels of nested tuples are looked into.
  func quickEquality(_ a: Address, _ b: Address, depth: Int) throws(PyError) -> Bool? {
    let words = words
    let offset = c.object.fields.ob_type.offset.rawValue
    let type = try words.pointer(at: a + offset)
    guard try words.pointer(at: b + offset) == type else { return nil }
    if type == builtin.int.address { return try areEqual(ints: a, b, words) }
    if type == builtin.float.address {
      return try double(at: a + c.float.fields.ob_fval.offset, words)
        == double(at: b + c.float.fields.ob_fval.offset, words)
    }
    if type == builtin.complex.address {
      let (real, imaginary) = (c.complex.fields.real.offset, c.complex.fields.imag.offset)
      guard try double(at: a + real, words) == double(at: b + real, words) else { return false }
      return try double(at: a + imaginary, words) == double(at: b + imaginary, words)
    }
    if type == builtin.bytes.address {
      let count = try count(a, words)
      guard try count == self.count(b, words) else { return false }
      let first = c.bytes.fields.ob_sval.offset.rawValue
      return try areEqual(count, 1, at: a + first, b + first, words)
    }
    if build.version < .v3_0 && type == builtin.str.address {
      let fields = c.unicode2.fields
      let count = try get(fields.length, of: a)
      guard try count == get(fields.length, of: b) else { return false }
      return try areEqual(
        count, 4, at: get(fields.str, of: a).address, get(fields.str, of: b).address, words)
    }
    if type == builtin.tuple.address && depth > 0 {
      return try areEqual(tuples: a, b, depth: depth, words)
    }
    return nil
  }

  /// `long_richcompare`, Objects/longobject.c
  private func areEqual(
    ints a: Address, _ b: Address, _ words: HeapWords
  ) throws(PyError) -> Bool {
    let digits = c.long.fields.ob_digit
    let count: Int
    if let size = c.long.fields.ob_size {
      let signed = try words.ssize(at: a + size.offset.rawValue)
      guard try signed == words.ssize(at: b + size.offset.rawValue) else { return false }
      count = abs(signed)
    } else if let tag = c.long.fields.lv_tag {
      let bits = try words.pointer(at: a + tag.offset.rawValue).rawValue
      let other = try words.pointer(at: b + tag.offset.rawValue).rawValue
      guard (bits ^ other) & ~PyLongObject.Tag.shared == 0 else { return false }
      count = PyLongObject.Tag(bits).count
    } else {
      return false
    }
    let first = digits.offset.rawValue
    return try areEqual(count, digits.stride, at: a + first, b + first, words)
  }

  /// `tuplerichcompare`, Objects/tupleobject.c
  private func areEqual(
    tuples a: Address, _ b: Address, depth: Int, _ words: HeapWords
  ) throws(PyError) -> Bool? {
    let count = try count(a, words)
    guard try count == self.count(b, words) else { return false }
    let first = c.tuple.fields.ob_item.offset.rawValue
    for index in 0..<max(count, 0) {
      let item = try words.pointer(at: a + (first + index * pointerSize))
      let other = try words.pointer(at: b + (first + index * pointerSize))
      if item == other { continue }
      guard let areEqual = try quickEquality(item, other, depth: depth - 1) else { return nil }
      if !areEqual { return false }
    }
    return true
  }

  private func count(_ object: Address, _ words: HeapWords) throws(PyError) -> Int {
    try words.ssize(at: object + c.varObject.fields.ob_size.offset.rawValue)
  }

  private func double(at place: Address, _ words: HeapWords) throws(PyError) -> Double {
    Double(bitPattern: try words.load(8, at: place))
  }

  /// Whether a number of values of some bytes each are the same at two places.
  private func areEqual(
    _ count: Int, _ size: Int, at a: Address, _ b: Address, _ words: HeapWords
  ) throws(PyError) -> Bool {
    for index in 0..<max(count, 0) {
      let offset = index * size
      if try words.load(size, at: a + offset) != words.load(size, at: b + offset) { return false }
    }
    return true
  }
}
