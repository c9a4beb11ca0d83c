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
      try set(fields.ob_item, of: array, to: Pointer(items))
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

/// `array.array`: `Arraytype`, Modules/arraymodule.c
struct ArrayBehaviour: Behaviour {
  let kind = TypeObject.Kind.array
  func hasSizeof(on build: Build) -> Bool { true }

  func freeBlocks(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) {
    let items = try heap.get(heap.c.array.fields.ob_item, of: object)
    if items != .null { try heap.free(items, heap.buffers) }
  }

  func tp_hash(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Int {
    throw unhashable(type)
  }

  /// `array_richcompare`
  func tp_richcompare(
    _ a: Address, _ typeA: TypeObject, _ b: Address, _ typeB: TypeObject, _ heap: Heap
  ) throws(PyError) -> Heap.Equality? {
    typeB.kind == kind ? .known(try bytes(of: a, heap) == bytes(of: b, heap)) : nil
  }

  /// `array_repr`
  func tp_repr(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Repr {
    let bytes = try bytes(of: object, heap)
    let items = stride(from: 0, to: bytes.count, by: 4).map { start in
      "\(Int32(truncatingIfNeeded: bytes[start..<start + 4].reversed().reduce(0) { $0 << 8 | Int64($1) }))"
    }
    let list = items.isEmpty ? "" : ", [\(items.joined(separator: ", "))]"
    return Repr("\(type.lastName)('i'\(list))")
  }

  /// 2.7's arrays have only the protocol's older form, which a bytearray does not ask for.
  func bf_getbuffer(_ object: Address, _ heap: Heap) throws(PyError) -> [UInt8]? {
    heap.build.version < .v3_0 ? nil : try bytes(of: object, heap)
  }

  func sq_length(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Int? {
    try heap.get(heap.c.varObject.fields.ob_size, of: object)
  }

  /// The bytes of its C ints.
  private func bytes(of array: Address, _ heap: Heap) throws(PyError) -> [UInt8] {
    let fields = heap.c.array.fields
    let count = try heap.get(fields.ob_base.ob_size, of: array)
    return count == 0
      ? [] : try heap.bytes(at: try heap.get(fields.ob_item, of: array).address, count: count * 4)
  }
}
