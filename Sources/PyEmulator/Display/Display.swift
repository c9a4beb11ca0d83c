import PyLayout

/// Displays: objects as the compiler and the interpreter make them for a literal in the source.
///
/// Constants are made once, compared with one another and so hashed; tuples of constants are
/// constants. Lists, sets and dicts are made when the code runs: Python/compile.c (3.13 on
/// Python/codegen.c), Python/ceval.c.
struct Display {
  let heap: Heap
  private var constants: [Constant: Address] = [:]
  /// The same in the order of `co_consts`, so that each run frees the same blocks in the same order.
  private var kept: [Address] = []
  /// Whether a constant gave way to an equal string that was interned before.
  var hasGivenWay = false

  /// A constant: equal values of one type are one object; 0.0 and -0.0 are two.
  private struct Constant: Hashable {
    let value: PyValue
    let signs: [Bool]
  }

  init(_ heap: Heap) { self.heap = heap }

  /// A new reference to the object of a literal.
  static func make(_ value: PyValue, in heap: Heap) throws(PyError) -> Address {
    guard !value.isNested(deeperThan: PyValue.deepest) else {
      // A RuntimeError in 2.7: Python/symtable.c
      throw PyError(
        heap.build.version < .v3_0 ? .runtimeError : .recursionError,
        "maximum recursion depth exceeded during compilation")
    }
    var display = Display(heap)
    let object = try display.object(value)
    // The code object that held the constants is gone: tupledealloc, the last one first
    for constant in display.kept.reversed() { try heap.decref(constant) }
    return object
  }

  mutating func object(_ value: PyValue) throws(PyError) -> Address {
    if value.isConstant {
      let isNew = constants[Constant(value: value, signs: value.signs)] == nil
      let constant = try self.constant(value)
      // intern_one_constant, Objects/codeobject.c: free-threaded builds keep the others as well
      if isNew && heap.build.isFreeThreaded && !value.isText { try heap.incref(constant) }
      try heap.incref(constant)
      return constant
    }
    switch value.content {
    case .tuple(let items):
      let objects = try self.objects(items)
      let tuple = try heap.makeTuple(objects)
      try release(objects)
      return tuple
    case .list(let items): return try list(items)
    case .set(let items): return try set(items)
    case .dict(let pairs): return try dict(pairs)
    default: return heap.singletons.none
    }
  }

  mutating func objects(_ values: [PyValue]) throws(PyError) -> [Address] {
    var objects: [Address] = []
    for value in values { objects.append(try object(value)) }
    return objects
  }

  func release(_ objects: [Address]) throws(PyError) {
    for object in objects { try heap.decref(object) }
  }

  /// The constant of a value, borrowed: `merge_const_one`, `_PyCode_ConstantKey`. Tuples in tuples wait
  /// here, not on the stack.
  private mutating func constant(_ value: PyValue) throws(PyError) -> Address {
    var open: [(value: PyValue, items: [PyValue], made: [Address])] = []
    var next = value
    while true {
      var made: Address
      if let known = constants[Constant(value: next, signs: next.signs)] {
        made = known
      } else if case .tuple(let items) = next.content {
        open.append((next, items, []))
        if let first = items.first {
          next = first
          continue
        }
        made = try closed(&open)
      } else {
        made = try keep(try newConstant(next), as: next)
      }
      while true {
        if open.isEmpty { return made }
        open[open.count - 1].made.append(made)
        let outer = open[open.count - 1]
        if outer.made.count < outer.items.count {
          next = outer.items[outer.made.count]
          break
        }
        made = try closed(&open)
      }
    }
  }

  /// The tuple that was opened last, all of whose items are made.
  private mutating func closed(
    _ open: inout [(value: PyValue, items: [PyValue], made: [Address])]
  ) throws(PyError) -> Address {
    let last = open.removeLast()
    return try keep(try heap.makeTuple(last.made), as: last.value)
  }

  private mutating func keep(_ object: Address, as value: PyValue) throws(PyError) -> Address {
    _ = try? heap.hash(of: object)
    constants[Constant(value: value, signs: value.signs)] = object
    kept.append(object)
    return object
  }

  private mutating func newConstant(_ value: PyValue) throws(PyError) -> Address {
    switch value.content {
    case .int(let int): return try heap.makeInt(int)
    case .float(let double): return try heap.newFloat(double)
    case .complex(let real, let imaginary): return try heap.newComplex(real, imaginary)
    case .str(let points): return try text(points)
    case .bytes(let bytes):
      let object =
        heap.build.version < .v3_0 && PyValue.isEscaped(bytes)
        ? try heap.newBytes(bytes) : try heap.makeBytes(bytes)
      if heap.build.version < .v3_0, bytes.allSatisfy(\.isNameCharacter) {
        return try interned(object, bytes.map(UInt32.init))
      }
      return object
    case .bool(let value):
      let object = heap.singletons.booleans[value] ?? .null
      try heap.incref(object)
      return object
    default:
      try heap.incref(heap.singletons.none)
      return heap.singletons.none
    }
  }

  private mutating func text(_ points: [UInt32]) throws(PyError) -> Address {
    let object = try heap.makeStr(points)
    guard heap.build.version >= .v3_0, PyValue.isInterned(points, on: heap.build) else {
      return object
    }
    return try interned(object, points)
  }

  /// The interned string like this one, whose reference is taken over.
  private mutating func interned(_ object: Address, _ points: [UInt32]) throws(PyError) -> Address {
    guard let known = heap.interned[points] else {
      try heap.intern(object, points)
      return object
    }
    if known != object { hasGivenWay = true }
    try heap.incref(known)
    try heap.decref(object)
    return known
  }
}

extension PyValue {
  var isText: Bool { if case .str = content { true } else { false } }

  /// Whether the compiler makes the value: no list, set or dict is in it.
  var isConstant: Bool {
    var rest = [self]
    while let value = rest.popLast() {
      switch value.content {
      case .list, .set, .dict: return false
      case .tuple(let items): rest += items
      default: break
      }
    }
    return true
  }

  /// How deeply values may be nested in a literal whose object is made: about as many brackets as
  /// CPython's parser takes up to 3.8, 93 to 100 (`s_push`, Parser/parser.c); later ones take 200
  /// (`MAXLEVEL`, Parser/tokenizer.h), for which a thread has no stack here.
  public static var deepest: Int { 100 }

  /// Whether values are nested more than `limit` deep.
  func isNested(deeperThan limit: Int) -> Bool {
    var rest = [(value: self, depth: 1)]
    while let (value, depth) = rest.popLast() {
      if depth > limit { return true }
      for item in value.content.items { rest.append((item, depth + 1)) }
    }
    return false
  }

  /// The signs of the zeros in it.
  fileprivate var signs: [Bool] {
    var signs: [Bool] = []
    var rest = [self]
    while let value = rest.popLast() {
      switch value.content {
      case .float(let value): signs.append(value.sign == .minus)
      case .complex(let real, let imaginary):
        signs += [real.sign == .minus, imaginary.sign == .minus]
      case .tuple(let items): rest += items
      default: break
      }
    }
    return signs
  }
}

extension PyValue: ObjectConvertible {
  /// The object that a literal in the source makes.
  ///
  /// - Throws: ``PyError`` `TypeError` for an unhashable key or member, `RecursionError` for values
  ///   nested more than ``deepest`` deep, which CPython's compiler does not take either.
  public func object(in heap: Heap) throws(PyError) -> Object {
    Object(try Display.make(self, in: heap), in: heap)
  }
}

extension Heap {
  /// A new reference to an int of any size.
  func makeInt(_ int: PyInt) throws(PyError) -> Address {
    let digits = int.digits(bits: digitBits)
    if let value = int.small, !int.isLong || build.version >= .v3_0 { return try makeInt(value) }
    return try newLong(isNegative: int.isNegative, magnitude: digits)
  }
}

extension Heap {
  /// The object of a value as running code makes it, not the compiler: no constants are shared, no
  /// names interned.
  ///
  /// - Throws: ``PyError`` when there is no memory for it.
  package func makeAtRunTime(_ value: PyValue) throws(PyError) -> Object {
    switch value.content {
    case .none: return try none
    case .bool(let value): return try make(value)
    case .int(let value): return Object(try makeInt(value), in: self)
    case .float(let value): return try make(value)
    case .complex(let real, let imaginary): return try makeComplex(real, imaginary)
    case .str(let points): return Object(try makeStr(points), in: self)
    case .bytes(let bytes): return try makeBytes(of: bytes)
    case .tuple(let items):
      var objects: [Object] = []
      for item in items { objects.append(try makeAtRunTime(item)) }
      return try makeTuple(of: objects)
    case .list, .set, .dict: return try make(value)
    }
  }
}
