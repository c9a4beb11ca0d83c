import PyLayout

/// A type of text, whose characters are no objects until they are asked for.
protocol TextBehaviour: SequenceBehaviour {}

extension TextBehaviour {
  /// `unicode_subtype_new`
  func tp_new(_ type: TypeObject, from value: Object, _ heap: Heap) throws(PyError) -> Address {
    try heap.newStr(of: type, from: value)
  }

  func tp_richcompare(
    _ a: Address, _ typeA: TypeObject, _ b: Address, _ typeB: TypeObject, _ heap: Heap
  ) throws(PyError) -> Heap.Equality? {
    guard typeB.kind == kind else { return nil }
    if a == b { return .known(true) }
    return .known(try heap.points(of: a) == heap.points(of: b))
  }

  func sq_length(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Int? {
    try heap.points(of: object).count
  }

  func sq_item(
    _ object: Address, _ index: Int, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> Object {
    Object(try heap.makeStr([try heap.points(of: object)[index]]), in: heap)
  }

  func noIndex(
    _ key: TypeObject, of type: TypeObject, isAssignment: Bool, on build: Build
  ) -> String {
    build.version < .v3_11
      ? "string indices must be integers" : "string indices must be integers, not '\(key.name)'"
  }

  func owner(of type: TypeObject, isAssignment: Bool, on build: Build) -> String { "string " }
}

/// `str`: `PyUnicode_Type`, Objects/unicodeobject.c
struct StrBehaviour: TextBehaviour {
  let kind = TypeObject.Kind.str
  func subclass(on build: Build) -> Subclass? { .str }

  func freeBlocks(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) {
    try heap.freeUTF8(of: object)
    if try !heap.strState(of: object).isCompact {
      try heap.free(try heap.get(heap.c.unicode.fields.data, of: object), .object)
    }
  }

  func tp_hash(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Int {
    try heap.cachedHash(heap.c.ascii.fields.hash, of: object) { () throws(PyError) in
      Hash.str(try heap.points(of: object), on: heap.build)
    }
  }

  func tp_repr(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Repr {
    Repr(TextRepr.text(try heap.points(of: object)) { $0.isPrintable(on: heap.build) })
  }
}

/// 2.7's `unicode`: `PyUnicode_Type`, Objects/unicodeobject.c
struct Unicode2Behaviour: TextBehaviour {
  let kind = TypeObject.Kind.unicode2
  func subclass(on build: Build) -> Subclass? { .str }

  func freeBlocks(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) {
    try heap.free(try heap.get(heap.c.unicode2.fields.str, of: object), .object)
  }

  func tp_hash(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Int {
    try heap.cachedHash(heap.c.unicode2.fields.hash, of: object) { () throws(PyError) in
      Hash.str(try heap.points(of: object), on: heap.build)
    }
  }

  func tp_repr(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Repr {
    Repr("u" + TextRepr.text(try heap.points(of: object)) { $0.isASCII })
  }
}

/// `bytes`, 2.7's `str`: `PyBytes_Type`, Objects/bytesobject.c
struct BytesBehaviour: SequenceBehaviour {
  let kind = TypeObject.Kind.bytes
  func subclass(on build: Build) -> Subclass? { .bytes }

  func tp_new(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) {
    try heap.set(heap.c.bytes.fields.ob_shash, of: object, to: -1)
  }

  /// `bytes_subtype_new`
  func tp_new(_ type: TypeObject, from value: Object, _ heap: Heap) throws(PyError) -> Address {
    guard let bytes = try value.bytes else { throw wrong(value, for: type) }
    let fields = heap.c.bytes.fields
    let object = try heap.newInstance(of: type, items: bytes.count)
    try heap.write(bytes + [0], at: object + fields.ob_sval.offset)
    // It takes the hash along
    if try heap.type(of: try value.address).kind == .bytes {
      try heap.set(
        fields.ob_shash, of: object, to: try heap.get(fields.ob_shash, of: try value.address))
    }
    return object
  }

  func tp_hash(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Int {
    try heap.cachedHash(heap.c.bytes.fields.ob_shash, of: object) { () throws(PyError) in
      Hash.bytes(try heap.bytesValue(of: object), on: heap.build)
    }
  }

  /// `bytes_richcompare`; in 2.7 also of a `unicode`: `PyUnicode_RichCompare`, Objects/unicodeobject.c,
  /// for which bytes that are not ASCII equal no text, though their hash may be the same.
  func tp_richcompare(
    _ a: Address, _ typeA: TypeObject, _ b: Address, _ typeB: TypeObject, _ heap: Heap
  ) throws(PyError) -> Heap.Equality? {
    switch typeB.kind {
    case .bytes where a == b: return .known(true)
    case .bytes: return .known(try heap.bytesValue(of: a) == heap.bytesValue(of: b))
    case .unicode2:
      let value = try heap.bytesValue(of: a)
      guard value.allSatisfy({ $0 < 0x80 }) else { return .known(false) }
      return .known(try value.map(UInt32.init) == heap.points(of: b))
    default: return nil
    }
  }

  func tp_repr(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Repr {
    let points = try heap.bytesValue(of: object).map(UInt32.init)
    return Repr((heap.build.version < .v3_0 ? "" : "b") + TextRepr.text(points) { $0.isASCII })
  }

  func bf_getbuffer(_ object: Address, _ heap: Heap) throws(PyError) -> [UInt8]? {
    try heap.bytesValue(of: object)
  }

  func sq_length(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Int? {
    try heap.get(heap.c.varObject.fields.ob_size, of: object)
  }

  func sq_item(
    _ object: Address, _ index: Int, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> Object {
    let first = object + heap.c.bytes.fields.ob_sval.offset
    let byte = UInt8(try heap.load(1, at: first + index))
    return heap.build.version < .v3_0
      ? try heap.makeBytes(of: [byte]) : try heap.make(Int(byte))
  }

  func noIndex(
    _ key: TypeObject, of type: TypeObject, isAssignment: Bool, on build: Build
  ) -> String {
    build.version < .v3_0
      ? "string indices must be integers, not \(key.name)"
      : "byte indices must be integers or slices, not \(key.name)"
  }

  func owner(of type: TypeObject, isAssignment: Bool, on build: Build) -> String {
    build.version < .v3_0 ? "string " : ""
  }
}

/// `bytearray`: `PyByteArray_Type`, Objects/bytearrayobject.c
struct BytearrayBehaviour: SequenceBehaviour {
  let kind = TypeObject.Kind.bytearray
  func hasSizeof(on build: Build) -> Bool { true }
  let makesOwn = true

  func tp_new(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) {
    try heap.emptyBuffer(ofBytearray: object)
  }

  /// `bytearray___init___impl`
  func tp_new(_ type: TypeObject, from value: Object, _ heap: Heap) throws(PyError) -> Address {
    guard let bytes = try value.bytes else { throw wrong(value, for: type) }
    let object = try heap.newInstance(of: type)
    try heap.fillBytearray(object, with: bytes)
    return object
  }

  func freeBlocks(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) {
    try heap.freeBuffer(ofBytearray: object)
  }

  func tp_hash(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Int {
    throw unhashable(type)
  }

  /// `bytearray_richcompare`: with all that shows bytes.
  func tp_richcompare(
    _ a: Address, _ typeA: TypeObject, _ b: Address, _ typeB: TypeObject, _ heap: Heap
  ) throws(PyError) -> Heap.Equality? {
    guard let x = try bf_getbuffer(a, heap), let y = try typeB.behaviour.bf_getbuffer(b, heap)
    else { return nil }
    return .known(x == y)
  }

  /// `bytearray_repr`; up to 3.6 of a subclass's too, and up to 3.14 each `'` is escaped.
  func tp_repr(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Repr {
    let build = heap.build
    let points = (try bf_getbuffer(object, heap) ?? []).map(UInt32.init)
    var text = TextRepr.text(points) { $0.isASCII }
    if build.version < .v3_15, text.hasPrefix("\"") { text = text.replacing("'", with: "\\'") }
    return Repr("\(build.version < .v3_7 ? "bytearray" : type.lastName)(b\(text))")
  }

  func bf_getbuffer(_ object: Address, _ heap: Heap) throws(PyError) -> [UInt8]? {
    let count = try heap.get(heap.c.bytearray.fields.ob_base.ob_size, of: object)
    return count == 0 ? [] : try heap.bytes(at: try heap.start(ofBytearray: object), count: count)
  }

  func sq_length(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Int? {
    try heap.get(heap.c.varObject.fields.ob_size, of: object)
  }

  func sq_item(
    _ object: Address, _ index: Int, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> Object {
    try heap.make(Int(try heap.load(1, at: try heap.start(ofBytearray: object) + index)))
  }

  func mp_ass_subscript(
    _ object: Address, _ key: Object, _ value: Object?, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> Bool {
    let index = try index(key, of: object, type, isAssignment: true, heap)
    if let value {
      try heap.setByte(index, of: object, to: try heap.byte(value))
    } else {
      try heap.deleteItem(index, ofBytearray: object)
    }
    return true
  }

  func noIndex(
    _ key: TypeObject, of type: TypeObject, isAssignment: Bool, on build: Build
  ) -> String {
    build.version < .v3_0
      ? "bytearray indices must be integer\(isAssignment ? "" : "s")"
      : "\(type.builtin.name) indices must be integers or slices, not \(key.name)"
  }

  func owner(of type: TypeObject, isAssignment: Bool, on build: Build) -> String { "bytearray " }
}
