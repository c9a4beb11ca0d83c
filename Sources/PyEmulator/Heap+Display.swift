import PyLayout

/// Displays: objects as the compiler and the interpreter make them for a literal in the source.
///
/// Constants are made once, compared with one another and so hashed; tuples of constants are
/// constants. Lists, sets and dicts are made when the code runs: Python/compile.c (3.13 on
/// Python/codegen.c), Python/ceval.c.
struct Display {
  let heap: Heap
  private var constants: [Constant: Address] = [:]
  /// Whether a constant gave way to an equal string that was interned before.
  private var hasGivenWay = false

  /// A constant: equal values of one type are one object; 0.0 and -0.0 are two.
  private struct Constant: Hashable {
    let value: PyValue
    let signs: [Bool]
  }

  init(_ heap: Heap) { self.heap = heap }

  /// A new reference to the object of a literal.
  static func make(_ value: PyValue, in heap: Heap) throws(PyError) -> Address {
    var display = Display(heap)
    let object = try display.object(value)
    // The code object that held the constants is gone
    for constant in display.constants.values { try heap.decref(constant) }
    return object
  }

  private mutating func object(_ value: PyValue) throws(PyError) -> Address {
    if value.isConstant {
      let constant = try self.constant(value)
      try heap.incref(constant)
      return constant
    }
    switch value {
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

  private mutating func objects(_ values: [PyValue]) throws(PyError) -> [Address] {
    var objects: [Address] = []
    for value in values { objects.append(try object(value)) }
    return objects
  }

  private func release(_ objects: [Address]) throws(PyError) {
    for object in objects { try heap.decref(object) }
  }

  /// The constant of a value, borrowed: `merge_const_one`, `_PyCode_ConstantKey`.
  private mutating func constant(_ value: PyValue) throws(PyError) -> Address {
    let key = Constant(value: value, signs: value.signs)
    if let known = constants[key] { return known }
    let object = try newConstant(value)
    _ = try? heap.hash(of: object)
    constants[key] = object
    return object
  }

  private mutating func newConstant(_ value: PyValue) throws(PyError) -> Address {
    switch value {
    case .int(let int): return try heap.makeInt(int)
    case .float(let double): return try heap.newFloat(double)
    case .complex(let real, let imaginary): return try heap.newComplex(real, imaginary)
    case .str(let points): return try text(points)
    case .bytes(let bytes):
      let object = try heap.makeBytes(bytes)
      if heap.build.version < .v3_0, bytes.allSatisfy(\.isNameCharacter) {
        return try interned(object, bytes.map(UInt32.init))
      }
      return object
    case .tuple(let items):
      var objects: [Address] = []
      for item in items { objects.append(try constant(item)) }
      return try heap.makeTuple(objects)
    case .bool(let value):
      let object = heap.singletons.booleans[value] ?? .null
      try heap.incref(object)
      return object
    default:
      try heap.incref(heap.singletons.none)
      return heap.singletons.none
    }
  }

  /// `all_name_chars`, Objects/codeobject.c: what could be a name is interned.
  private mutating func text(_ points: [UInt32]) throws(PyError) -> Address {
    let object = try heap.makeStr(points)
    let isName = points.allSatisfy { $0 < 0x80 && UInt8($0).isNameCharacter }
    guard heap.build.version >= .v3_0, isName else { return object }
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

  // MARK: Lists

  /// `compiler_list`, `starunpack_helper`
  private mutating func list(_ values: [PyValue]) throws(PyError) -> Address {
    let build = heap.build
    let isConstant = values.allSatisfy(\.isConstant)
    let objects = try self.objects(values)
    defer { try? release(objects) }
    let isLong = values.count > Self.stackUseGuideline && build.version >= .v3_9
    // bpo-39320, 3.9: three constants or more are one tuple that extends an empty list
    if isConstant && values.count > 2 && build.version >= .v3_9
      && !(isLong && build.version >= .v3_14)
    {
      let list = try heap.newList(allocated: 0)
      let room =
        build.version < .v3_10
        ? ListState.allocated(for: values.count, from: 0, on: build)
        : (values.count + 1) & ~1  // list_preallocate_exact
      try heap.reallocateItems(list, to: room)
      try fill(list, with: objects)
      return list
    }
    if isLong {
      let list = try heap.newList(allocated: 0)
      for object in objects { try heap.append(object, to: list) }
      return list
    }
    let list = try heap.newList(allocated: values.count)
    try fill(list, with: objects)
    return list
  }

  /// `STACK_USE_GUIDELINE`, Python/compile.c
  private static let stackUseGuideline = 30

  private func fill(_ list: Address, with objects: [Address]) throws(PyError) {
    try heap.set(heap.c.list.fields.ob_base.ob_size, of: list, to: objects.count)
    for (index, object) in objects.enumerated() {
      try heap.incref(object)
      try heap.setPointer(at: try heap.itemPlace(index, of: list), to: object)
    }
  }

  // MARK: Sets and dicts

  /// `compiler_set`
  private mutating func set(_ values: [PyValue]) throws(PyError) -> Address {
    hasGivenWay = false
    let objects = try self.objects(values)
    defer { try? release(objects) }
    let set = try heap.newSet()
    let build = heap.build
    let isLong = values.count > Self.stackUseGuideline && build.version >= .v3_14
    guard values.allSatisfy(\.isConstant), values.count > 2, build.version >= .v3_9, !isLong
    else {
      for object in objects { try heap.add(object, to: set) }
      return set
    }
    // A constant frozenset that is merged into an empty set; merge_consts_recursive makes it anew
    let folded = try frozenset(of: objects)
    var constant = try frozenset(of: try heap.items(ofSet: folded).map(\.key))
    if hasGivenWay {
      // intern_string_constants, Objects/codeobject.c, makes it anew once more
      let merged = constant
      constant = try frozenset(of: try heap.items(ofSet: merged).map(\.key))
      try heap.decref(merged)
    }
    try heap.merge(constant, into: set)
    try heap.decref(constant)
    try heap.decref(folded)
    return set
  }

  private func frozenset(of objects: [Address]) throws(PyError) -> Address {
    let frozenset = try heap.newSet(type: heap.builtin.frozenset)
    for object in objects { try heap.add(object, to: frozenset) }
    return frozenset
  }

  /// `compiler_dict`: as if the pairs were inserted one by one.
  private mutating func dict(_ pairs: [PyPair]) throws(PyError) -> Address {
    let dict = try heap.newDict()
    if heap.build.version < .v3_0 { try heap.presize2(dict, for: pairs.count) }
    for pair in pairs {
      let objects = try self.objects([pair.key, pair.value])
      try heap.setItem(dict, objects[0], objects[1])
      try release(objects)
    }
    return dict
  }
}

extension PyValue {
  /// Whether the compiler makes the value: no list, set or dict is in it.
  fileprivate var isConstant: Bool {
    switch self {
    case .list, .set, .dict: false
    case .tuple(let items): items.allSatisfy(\.isConstant)
    default: true
    }
  }

  /// The signs of the zeros in it.
  fileprivate var signs: [Bool] {
    switch self {
    case .float(let value): [value.sign == .minus]
    case .complex(let real, let imaginary): [real.sign == .minus, imaginary.sign == .minus]
    case .tuple(let items): items.flatMap(\.signs)
    default: []
    }
  }
}

extension UInt8 {
  /// A letter, a digit or an underscore of ASCII.
  fileprivate var isNameCharacter: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}

extension PyValue: ObjectConvertible {
  /// The object that a literal in the source makes.
  public func object(in heap: Heap) throws(PyError) -> Object {
    Object(try Display.make(self, in: heap), in: heap)
  }
}

extension PyInt {
  /// The value, where an `Int` holds it.
  fileprivate var small: Int? {
    guard magnitude.count <= 2 else { return nil }
    let bits = magnitude.reversed().reduce(UInt64(0)) { $0 << 32 | UInt64($1) }
    guard bits < 1 << 63 else { return nil }
    return isNegative ? -Int(bits) : Int(bits)
  }
}

extension Heap {
  /// A new reference to an int of any size.
  func makeInt(_ int: PyInt) throws(PyError) -> Address {
    let digits = int.digits(bits: digitBits)
    if let value = int.small, !int.isLong || build.version >= .v3_0 { return try makeInt(value) }
    return try newLong(isNegative: int.isNegative, magnitude: digits)
  }

  /// `set_merge` into an empty set, Objects/setobject.c
  func merge(_ other: Address, into set: Address) throws(PyError) {
    let fields = c.set.fields
    let items = try items(ofSet: other)
    let mask = try get(fields.mask, of: set)
    let isFull = items.count * 5 >= mask * 3
    if isFull { try resizeSet(set, beyond: items.count * 2) }
    let isCopy = try get(fields.mask, of: set) == get(fields.mask, of: other)
    let entries = try get(fields.table, of: set)
    for (number, slot) in try slots(ofSet: other).enumerated() {
      let item = items[number]
      try incref(item.key)
      let entry =
        isCopy
        ? entries + slot * c.setEntry.size
        : try cleanEntry(item.hash, table: entries, mask: try get(fields.mask, of: set))
      try self.set(c.setEntry.fields.key, of: entry, to: item.key)
      try self.set(c.setEntry.fields.hash, of: entry, to: item.hash)
    }
    try self.set(fields.fill, of: set, to: items.count)
    try self.set(fields.used, of: set, to: items.count)
  }

  /// The slots in use of a set's table.
  private func slots(ofSet set: Address) throws(PyError) -> [Int] {
    let table = try get(c.set.fields.table, of: set)
    var slots: [Int] = []
    for slot in 0...(try get(c.set.fields.mask, of: set)) {
      let key = try get(c.setEntry.fields.key, of: table + slot * c.setEntry.size)
      if key != .null && key != singletons.dummy { slots.append(slot) }
    }
    return slots
  }
}
