import PyLayout

/// Python 2's `int`: Objects/intobject.c. Its objects stand in blocks of their own, and those of
/// freed ones are linked through `ob_type`.
extension Heap {
  /// `BLOCK_SIZE` of intobject.c and floatobject.c, in bytes: the objects behind a pointer.
  private static let blockSize = 1000

  func newPlainInt(_ value: Int) throws(PyError) -> Address {
    if freePlainInts == .null {
      freePlainInts = try makeFreeList(objectSize: c.plainInt.size)
    }
    let object = freePlainInts
    freePlainInts = try get(c.object.fields.ob_type, of: object)
    try makeHead(of: object, type: builtin.plainInt)
    try setPlainInt(object, to: value)
    return object
  }

  /// `fill_free_list`: the last object of a block is handed out first.
  func makeFreeList(objectSize: Int) throws(PyError) -> Address {
    let count = (Self.blockSize - pointerSize) / objectSize
    // PyIntBlock: the pointer to the next block, then the objects
    let block = try allocate(pointerSize + count * objectSize, .raw)
    for number in 0..<count {
      let object = block + (pointerSize + number * objectSize)
      try set(
        c.object.fields.ob_type, of: object, to: number == 0 ? .null : object + -objectSize)
    }
    return block + (pointerSize + (count - 1) * objectSize)
  }

  func setPlainInt(_ object: Address, to value: Int) throws(PyError) {
    try set(c.plainInt.fields.ob_ival, of: object, to: value)
  }

  func plainIntValue(of object: Address) throws(PyError) -> Int {
    try get(c.plainInt.fields.ob_ival, of: object)
  }
}
