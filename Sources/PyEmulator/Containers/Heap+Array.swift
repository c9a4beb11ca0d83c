import PyLayout

/// `array.array`: Modules/arraymodule.c
extension Heap {
  /// A new reference to an array of C ints, made to measure: `newarrayobject`.
  func newArray(_ values: [Int32]) throws(PyError) -> Address {
    let fields = c.array.fields
    let array = try allocateInstance(builtin.array)
    if !values.isEmpty {
      let items = try allocate(values.count * 4, buffers)
      for (index, value) in values.enumerated() {
        try store(UInt64(UInt32(bitPattern: value)), size: 4, at: items + index * 4)
      }
      try set(fields.ob_item, of: array, to: items)
    }
    try set(fields.ob_base.ob_size, of: array, to: values.count)
    try set(fields.allocated, of: array, to: values.count)
    try set(fields.ob_descr, of: array, to: try intDescription())
    // A heap type's instances take part in the collection: PyType_GenericAlloc
    if builtin.array.haveGC { try track(array) }
    return array
  }

  /// The entry of `descriptors` for C ints: `struct arraydescr`, its `typecode` and its `itemsize`.
  private func intDescription() throws(PyError) -> Address {
    if let known = singletons.intDescription { return known }
    let description = try statics.allocate(64)
    try store(UInt64(UInt8(ascii: "i")), size: 4, at: description)
    try store(4, size: 4, at: description + 4)
    singletons.intDescription = description
    return description
  }

  func freeItems(ofArray array: Address) throws(PyError) {
    let items = try get(c.array.fields.ob_item, of: array)
    if items != .null { try free(items, buffers) }
  }
}

extension Heap {
  /// `array.array('i', values)`: C ints side by side, behind one object.
  ///
  /// - Throws: ``PyError`` `OverflowError` for a value that a C int does not hold.
  public func makeArray(ofInts values: [Int]) throws(PyError) -> Object {
    var ints: [Int32] = []
    for value in values {
      guard let int = Int32(exactly: value) else {
        throw PyError(
          .overflowError,
          "signed integer is \(value < 0 ? "less" : "greater") than \(value < 0 ? "minimum" : "maximum")"
        )
      }
      ints.append(int)
    }
    return Object(try newArray(ints), in: self)
  }
}
