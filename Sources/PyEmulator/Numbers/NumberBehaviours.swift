import PyLayout

/// A number, which equals those of all types that are the same number: `long_richcompare`,
/// `float_richcompare`, `complex_richcompare`.
protocol NumberBehaviour: Behaviour {}

extension NumberBehaviour {
  func tp_richcompare(
    _ a: Address, _ typeA: TypeObject, _ b: Address, _ typeB: TypeObject, _ heap: Heap
  ) throws(PyError) -> Heap.Equality? {
    guard let x = try number(a, heap), let y = try typeB.behaviour.number(b, heap) else {
      return nil
    }
    return .known(x == y)
  }
}

/// `int`; in 2.7 `long`: `PyLong_Type`, Objects/longobject.c
struct IntBehaviour: NumberBehaviour {
  let kind = TypeObject.Kind.int
  func subclass(on build: Build) -> Subclass? { .int }

  func tp_new(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) {
    try heap.writeLong(object, isNegative: false, magnitude: [])
  }

  /// `long_subtype_new`
  func tp_new(_ type: TypeObject, from value: Object, _ heap: Heap) throws(PyError) -> Address {
    let given = try heap.type(of: try value.address)
    guard given.isIndex,
      case .whole(let isNegative, let digits) = try given.behaviour.number(
        try value.address, heap)
    else { throw wrong(value, for: heap.builtin.int) }
    let room = max(digits.count, PyLongObject.leastDigits(on: heap.build))
    let object = try heap.newInstance(of: type, items: room)
    try heap.writeLong(object, isNegative: isNegative, magnitude: digits)
    return object
  }

  func tp_hash(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Int {
    let (isNegative, digits) = try heap.longDigits(of: object)
    return Hash.int(
      isNegative: isNegative, digits: digits, digitBits: heap.digitBits, on: heap.build)
  }

  func tp_repr(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Repr {
    let (isNegative, digits) = try heap.longDigits(of: object)
    return Repr(
      (isNegative ? "-" : "") + heap.decimal(digits) + (heap.build.version < .v3_0 ? "L" : ""))
  }

  func number(_ object: Address, _ heap: Heap) throws(PyError) -> Heap.Number? {
    let (isNegative, digits) = try heap.longDigits(of: object)
    return .whole(isNegative: isNegative, digits: digits)
  }

  func nb_index(_ object: Address, _ heap: Heap) throws(PyError) -> Int? {
    try heap.intValue(of: object)
  }
}

/// 2.7's `int`: `PyInt_Type`, Objects/intobject.c
struct PlainIntBehaviour: NumberBehaviour {
  let kind = TypeObject.Kind.plainInt
  func subclass(on build: Build) -> Subclass? { .plainInt }

  /// `int_subtype_new` asks `PyLong_AsLong` for a `long`.
  func tp_new(_ type: TypeObject, from value: Object, _ heap: Heap) throws(PyError) -> Address {
    let number = try value.int
    guard let number, heap.fitsLong(number) else {
      let isLong = try heap.type(of: try value.address).kind == .int
      guard isLong || number != nil else { throw wrong(value, for: type) }
      throw PyError(.overflowError, "Python int too large to convert to C long")
    }
    let object = try heap.newInstance(of: type)
    try heap.setPlainInt(object, to: number)
    return object
  }

  /// `int_dealloc`: the object is the next one that is handed out.
  func tp_free(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) {
    guard heap.build.version < .v3_0, !type.isHeapType else {
      return try heap.freeObject(object, type)
    }
    try heap.unmark(object)
    try heap.set(heap.c.object.fields.ob_type, of: object, to: heap.freePlainInts)
    heap.freePlainInts = object
  }

  func tp_hash(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Int {
    Hash.plainInt(try heap.plainIntValue(of: object), on: heap.build)
  }

  func tp_repr(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Repr {
    Repr("\(try heap.plainIntValue(of: object))")
  }

  func number(_ object: Address, _ heap: Heap) throws(PyError) -> Heap.Number? {
    let value = try heap.plainIntValue(of: object)
    return .whole(isNegative: value < 0, digits: heap.digits(of: value.magnitude))
  }

  func nb_index(_ object: Address, _ heap: Heap) throws(PyError) -> Int? {
    try heap.plainIntValue(of: object)
  }
}

/// `bool`, an int; in 2.7 a plain one: `PyBool_Type`, Objects/boolobject.c
struct BoolBehaviour: NumberBehaviour {
  let kind = TypeObject.Kind.bool
  let isBase = false
  func subclass(on build: Build) -> Subclass? { int(on: build).subclass(on: build) }

  private func int(on build: Build) -> any Behaviour {
    build.version < .v3_0 ? PlainIntBehaviour() : IntBehaviour()
  }

  func tp_hash(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Int {
    try int(on: heap.build).tp_hash(object, type, heap)
  }

  func tp_repr(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Repr {
    Repr(object == heap.singletons.booleans[true] ? "True" : "False")
  }

  func number(_ object: Address, _ heap: Heap) throws(PyError) -> Heap.Number? {
    try int(on: heap.build).number(object, heap)
  }

  func nb_index(_ object: Address, _ heap: Heap) throws(PyError) -> Int? {
    try int(on: heap.build).nb_index(object, heap)
  }
}

/// `float`: `PyFloat_Type`, Objects/floatobject.c
struct FloatBehaviour: NumberBehaviour {
  let kind = TypeObject.Kind.float

  /// `float_subtype_new`
  func tp_new(_ type: TypeObject, from value: Object, _ heap: Heap) throws(PyError) -> Address {
    var number = try value.double
    if number == nil, let int = try value.int { number = Double(int) }
    guard let number else { throw wrong(value, for: type) }
    let object = try heap.newInstance(of: type)
    try heap.setFloat(object, to: number)
    return object
  }

  /// `float_dealloc`: in 2.7 the object is the next one that is handed out.
  func tp_free(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) {
    guard heap.build.version < .v3_0, !type.isHeapType else {
      return try heap.freeObject(object, type)
    }
    try heap.unmark(object)
    try heap.set(heap.c.object.fields.ob_type, of: object, to: heap.freeFloats)
    heap.freeFloats = object
  }

  func tp_hash(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Int {
    heap.hash(try heap.get(heap.c.float.fields.ob_fval, of: object), in: object)
  }

  func tp_repr(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Repr {
    Repr(Heap.repr(try heap.get(heap.c.float.fields.ob_fval, of: object)))
  }

  func number(_ object: Address, _ heap: Heap) throws(PyError) -> Heap.Number? {
    heap.number(try heap.get(heap.c.float.fields.ob_fval, of: object))
  }
}

/// `complex`: `PyComplex_Type`, Objects/complexobject.c
struct ComplexBehaviour: NumberBehaviour {
  let kind = TypeObject.Kind.complex

  /// `complex_subtype_from_doubles`
  func tp_new(_ type: TypeObject, from value: Object, _ heap: Heap) throws(PyError) -> Address {
    guard let (real, imaginary) = try value.complex else { throw wrong(value, for: type) }
    let object = try heap.newInstance(of: type)
    try heap.setComplex(object, real, imaginary)
    return object
  }

  func tp_hash(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Int {
    let (real, imaginary) = try heap.complexValue(of: object)
    return Hash.complex(
      heap.hash(real, in: object), heap.hash(imaginary, in: object), on: heap.build)
  }

  func tp_repr(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Repr {
    Repr(Heap.repr(try heap.complexValue(of: object)))
  }

  func number(_ object: Address, _ heap: Heap) throws(PyError) -> Heap.Number? {
    let (real, imaginary) = try heap.complexValue(of: object)
    return imaginary == 0 ? heap.number(real) : .other(real: real, imaginary: imaginary)
  }
}
