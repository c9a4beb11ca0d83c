import PyLayout

/// `recordclass.mutabletuple`: recordclass's _mutabletuple.c (0.15 on _litetuple.c)
extension Heap {
  /// A `recordclass.mutabletuple` of the values, which get a reference each.
  func newMutabletuple(
    _ values: [Address], as type: TypeObject
  ) throws(PyError) -> Address {
    // mutabletuple_new takes exactly what the items need, its subclasses' tp_alloc one item more
    let room = values.count + (type.isHeapType ? 1 : 0)
    let object = try allocateObject(
      type, size: type.layout.tp_basicsize + room * pointerSize)
    try fill(0, at: object, count: type.layout.tp_basicsize + room * pointerSize)
    try makeHead(of: object, type: type)
    try set(c.varObject.fields.ob_size, of: object, to: values.count)
    if let hash = c.tuple.fields.ob_hash { try set(hash, of: object, to: -1) }
    for (index, value) in values.enumerated() {
      try incref(value)
      try setPointer(at: tupleItem(index, of: object), to: value)
    }
    return object
  }
}

extension Heap {
  /// A `recordclass.mutabletuple` of values.
  ///
  /// - Throws: ``PyError`` when there is no memory for it.
  public func makeMutabletuple(of items: [Object]) throws(PyError) -> Object {
    try makeMutabletuple(of: items, as: Class(builtin.mutabletuple, in: self))
  }

  /// The same as an instance of a subclass: what recordclass made until 0.15.
  ///
  /// - Throws: ``PyError`` `TypeError` when the class is no subclass of `mutabletuple`.
  public func makeMutabletuple(of items: [Object], as type: Class) throws(PyError) -> Object {
    let own = try own(type)
    guard own.kind == .mutabletuple else {
      throw PyError(.typeError, "\(type.name) is not a subtype of mutabletuple")
    }
    return Object(try newMutabletuple(try self.own(items), as: own), in: self)
  }

  /// A class that recordclass made from `mutabletuple` until 0.15: without a GC head, as its base.
  ///
  /// - Throws: ``PyError`` for a name that is no identifier.
  public func makeMutabletupleClass(_ name: String) throws(PyError) -> Class {
    let base = builtin.mutabletuple
    let type = try makeType(name, bases: [base], slots: [], without: .haveGC)
    return Class(type, in: self)
  }
}

/// `recordclass.mutabletuple`
struct MutabletupleBehaviour: ReferencesBehaviour, UnknownBehaviour {
  let kind = TypeObject.Kind.mutabletuple
  func hasSizeof(on build: Build) -> Bool { true }
  let isSequence = false

  func place(_ index: Int, of object: Address, _ heap: Heap) throws(PyError) -> Address {
    heap.tupleItem(index, of: object)
  }

  func tp_richcompare(
    _ a: Address, _ typeA: TypeObject, _ b: Address, _ typeB: TypeObject, _ heap: Heap
  ) throws(PyError) -> Heap.Equality? { throw unknown(typeA) }

  func mp_ass_subscript(
    _ object: Address, _ key: Object, _ value: Object?, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> Bool {
    guard let value else { return false }
    let index = try index(key, of: object, type, isAssignment: true, heap)
    try setItem(object, index, to: value, heap)
    return true
  }
}
