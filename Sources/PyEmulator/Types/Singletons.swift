import PyLayout
import PyMemory

/// What exists once in a CPython, and is shared.
struct Singletons {
  /// `None`
  var none = Address.null
  /// `False` and `True`
  var booleans: [Bool: Address] = [:]
  /// Strings of no or one character, up to U+00FF.
  var strings: [[UInt32]: Address] = [:]
  /// Bytes objects of no or one byte.
  var bytes: [[UInt8]: Address] = [:]
  /// What arrays of C ints say of their items.
  var intDescription: Address?
  /// `()`
  var emptyTuple: Address?
  /// `frozenset()`, up to 3.9.
  var emptyFrozenset: Address?
  /// What a removed entry of a set, and of a 2.7 dict, holds.
  var dummy = Address.null
  /// `__main__.__dict__`, and what its `__builtins__` is, once a function was made.
  var globals: Address?
  /// `empty_keys_struct`: the keys of a dict that has none.
  var emptyKeys = Pointer<PyDictKeysObject>.null
  /// `empty_values`, up to 3.10: what the values of such a dict point at; `NULL` in other versions.
  var emptyValues = Pointer<PyDictValues>.null
}

extension Heap {
  func makeSingletons() throws(PyError) {
    singletons.none = try makeStaticObject(builtin.none)
    singletons.dummy =
      build.version < .v3_0 ? try makeInternedDummy() : try makeStaticObject(builtin.object)
    if build.version >= .v3_0 { try makeEmptyKeys() }
    for value in [false, true] {
      let object = try statics.allocate(64)
      try makeHead(of: object, type: builtin.bool)
      if build.version < .v3_0 {
        try setPlainInt(object, to: value ? 1 : 0)
      } else {
        try writeLong(object, isNegative: false, magnitude: value ? [1] : [])
      }
      try makeImmortal(object)
      singletons.booleans[value] = object
    }
    try makeSmallInts()
    let empty = try newTuple(count: 0)
    try makeImmortal(empty)
    singletons.emptyTuple = empty
  }

  private func makeStaticObject(_ type: TypeObject) throws(PyError) -> Address {
    let object = try statics.allocate(c.object.size)
    try makeHead(of: object, type: type)
    try makeImmortal(object)
    return object
  }

  /// 2.7: the string "<dummy key>", which no other is.
  private func makeInternedDummy() throws(PyError) -> Address {
    try newBytes(Array("<dummy key>".utf8))
  }

  /// `empty_keys_struct`, Objects/dictobject.c: one slot (up to 3.10), or eight bytes of index that
  /// say so.
  private func makeEmptyKeys() throws(PyError) {
    let slots = 1
    let address = Pointer<PyDictKeysObject>(try statics.allocate(c.keys.size + 8))
    try writeKeysHead(address, slots: slots, kind: .unicode, usable: 0)
    if let log2 = c.keys.fields.dk_log2_index_bytes { try set(log2, of: address, to: 3) }
    try fill(0xff, at: address + c.keys.size, count: 8)
    // _Py_DICT_IMMORTAL_INITIAL_REFCNT
    if build.version >= .v3_12 { try set(c.keys.fields.dk_refcnt, of: address, to: 1 << 30) }
    singletons.emptyKeys = address
    if build.version < .v3_11 {
      singletons.emptyValues = Pointer(try statics.allocate(pointerSize))
    }
  }

  /// `_PyLong_Init`, Objects/longobject.c, `_PyInt_Init`, Objects/intobject.c: static objects side by
  /// side, but for 2.7, 3.9 and 3.10, which make each as any other.
  private func makeSmallInts() throws(PyError) {
    let values = Array(build.smallInts)
    let isStatic = build.version >= .v3_0 && !(.v3_9 ..< .v3_11).contains(build.version)
    // Where there is a list of all objects, each is entered
    guard isStatic, refchain == .null else {
      let ints = try values.map { (value) throws(PyError) in
        build.version < .v3_0
          ? try newPlainInt(value)
          : try newLong(isNegative: value < 0, magnitude: digits(of: value.magnitude))
      }
      smallInts = (values[0], ints)
      return
    }
    let digit = c.long.fields.ob_digit
    let stride = (digit.offset.rawValue + digit.stride).roundedUp(to: pointerSize)
    let first = try statics.allocate(values.count * stride)
    let ints = values.indices.map { first + $0 * stride }
    smallInts = (values[0], ints)
    // The positive ones differ in the digit alone
    for (int, value) in zip(ints, values).prefix(while: { $1 <= 1 }) {
      try makeHead(of: int, type: builtin.int)
      try writeLong(int, isNegative: value < 0, magnitude: digits(of: value.magnitude))
      // gh-127119, 3.14: a bit of the tag says that the int is one of the shared
      if let tag = c.long.fields.lv_tag, build.version >= .v3_14 {
        let place = int + tag.offset
        try store(
          try load(tag.size, at: place) | PyLongObject.Tag.shared, size: tag.size, at: place)
      }
      try makeImmortal(int)
    }
    try mark((first: first, stride: stride, count: values.count))
    let (one, others) = (ints[1 - values[0]], values.count { $0 > 1 })
    do throws(MemoryError) {
      try memory.copy(stride, from: one, to: one + stride, stride: stride, times: others)
      try memory.store(
        series: 2, step: 1, size: digit.stride, at: one + (stride + digit.offset.rawValue),
        stride: stride, count: others)
    } catch {
      throw PyError(error)
    }
  }
}
