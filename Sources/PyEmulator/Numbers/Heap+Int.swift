import PyLayout

/// `int` (2.7 `long`), `bool`, and 2.7's `int`: Objects/longobject.c, Objects/boolobject.c,
/// Objects/intobject.c
extension Heap {
  /// `PyLong_SHIFT`: bits of a digit.
  var digitBits: Int { Digit.bits(on: build) }

  /// A new reference to an int; 2.7's `int` where the value fits a C long.
  @inline(__always) func makeInt(_ value: Int) throws(PyError) -> Address {
    let number = value &- smallInts.least
    guard smallInts.objects.indices ~= number else { return try newInt(value) }
    let shared = smallInts.objects[number]
    // From 3.12 on they are immortal
    if !counts.haveImmortal { try count(shared, 1, words) }
    return shared
  }

  /// A new int that is none of the shared ones.
  private func newInt(_ value: Int) throws(PyError) -> Address {
    if build.version < .v3_0 && fitsLong(value) { return try newPlainInt(value) }
    return try newLong(isNegative: value < 0, magnitude: digits(of: value.magnitude))
  }

  /// Whether a C long of the build holds the value.
  func fitsLong(_ value: Int) -> Bool {
    pointerSize == 8 || Int(Int32(truncatingIfNeeded: value)) == value
  }

  /// The digits of a magnitude, the lowest first; none for 0.
  func digits(of magnitude: UInt) -> [UInt32] {
    var digits: [UInt32] = []
    var rest = magnitude
    while rest != 0 {
      digits.append(UInt32(rest & (1 << digitBits - 1)))
      rest >>= digitBits
    }
    return digits
  }

  /// A new int from its digits: `_PyLong_New`.
  func newLong(
    isNegative: Bool, magnitude digits: [UInt32], type: TypeObject? = nil
  ) throws(PyError) -> Address {
    let type = type ?? builtin.int
    let layout = c.long.fields.ob_digit
    // _PyLong_New: a 0 has room for a digit in every version, whether counted or not
    let count = max(digits.count, 1)
    let object = try allocateObject(
      type, size: layout.offset.rawValue + count * layout.stride)
    try makeHead(of: object, type: type)
    try writeLong(object, isNegative: isNegative, magnitude: digits)
    return object
  }

  /// Writes what follows the head.
  func writeLong(
    _ object: Address, isNegative: Bool, magnitude digits: [UInt32]
  ) throws(PyError) {
    let layout = c.long.fields.ob_digit
    if let size = c.long.fields.ob_size {
      try set(size, of: object, to: isNegative ? -digits.count : digits.count)
    } else if let tag = c.long.fields.lv_tag {
      let bits = PyLongObject.Tag(count: digits.count, isNegative: isNegative).bits
      try store(bits, size: tag.size, at: object + tag.offset)
    }
    let place = object + layout.offset
    if digits.isEmpty { try store(0, size: layout.stride, at: place) }
    for (index, digit) in digits.enumerated() {
      try store(UInt64(digit), size: layout.stride, at: place + index * layout.stride)
    }
  }

  /// The value of an int that fits a Swift one; `nil` for a larger one.
  func intValue(of object: Address) throws(PyError) -> Int? {
    let (isNegative, digits) = try longDigits(of: object)
    var value: UInt = 0
    for digit in digits.reversed() {
      guard value.leadingZeroBitCount >= digitBits else { return nil }
      value = value << digitBits | UInt(digit)
    }
    if isNegative { return value > UInt(Int.max) + 1 ? nil : Int(truncatingIfNeeded: 0 &- value) }
    return Int(exactly: value)
  }

  /// The sign and the digits of an int.
  func longDigits(of object: Address) throws(PyError) -> (isNegative: Bool, digits: [UInt32]) {
    let layout = c.long.fields.ob_digit
    var count = 0
    var isNegative = false
    if let size = c.long.fields.ob_size {
      let signed = try get(size, of: object)
      (count, isNegative) = (abs(signed), signed < 0)
    } else if let tag = c.long.fields.lv_tag {
      let tag = PyLongObject.Tag(try load(tag.size, at: object + tag.offset))
      (count, isNegative) = (tag.count, tag.isNegative)
    }
    var digits: [UInt32] = []
    for index in 0..<count {
      digits.append(
        UInt32(try load(layout.stride, at: object + layout.offset + index * layout.stride)))
    }
    return (isNegative, digits)
  }
}

extension Build {
  /// The shared small ints: `_PY_NSMALLNEGINTS`, `_PY_NSMALLPOSINTS`.
  var smallInts: ClosedRange<Int> {
    // gh-133059, 3.15: -5…1024
    -5...(version < .v3_15 ? 256 : 1024)
  }
}
