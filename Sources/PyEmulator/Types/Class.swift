public import PyLayout

/// A type of a heap's: a class, or a builtin type.
public struct Class {
  /// The heap the type is in.
  public let heap: Heap
  let type: TypeObject

  init(_ type: TypeObject, in heap: Heap) {
    self.type = type
    self.heap = heap
  }

  /// `__name__`
  public var name: String { type.name }

  /// `__name__`, the object.
  ///
  /// - Throws: ``PyError`` `TypeError` for a type that is not a class's.
  public func nameObject() throws(PyError) -> Object {
    let field = heap.c.heapType.fields.ht_name
    guard type.isHeapType else { throw PyError(.typeError, "'\(name)' keeps no name object") }
    let name = try heap.get(field, of: type.address)
    try heap.incref(name)
    return Object(name, in: heap)
  }
  /// How its instances are laid out.
  public var layout: PyType { type.layout }
  /// Where the type object is: `id(class)`.
  public var address: Address { type.address }
  /// The descriptors of its own `__dict__` that stand for places in its instances.
  public var descriptors: [Descriptor] { type.descriptors }

  /// An instance without any attributes set: `object.__new__`; an empty `list`, `dict`, `set` or
  /// `frozenset`, an exception without arguments.
  ///
  /// - Throws: ``PyError`` when there is no memory for it, or for another builtin type.
  public func callAsFunction() throws(PyError) -> Object {
    if type.beginning == nil { return try makeOther() }
    return Object(try heap.newInstance(of: type), in: heap)
  }

  /// An instance of a type that does more than `object.__new__`, or cannot be called.
  private func makeOther() throws(PyError) -> Object {
    if type === heap.builtin.frozenset { return try heap.makeFrozenset() }
    guard type.isCallable else {
      throw PyError(.typeError, "an instance of '\(name)' is made from a value: heap.make(value)")
    }
    // unicode_subtype_new: without a value it is the empty text
    if type.kind == .str || type.kind == .unicode2 { return try self("") }
    return Object(try heap.newInstance(of: type), in: heap)
  }

  /// Sets a class attribute.
  ///
  /// - Throws: ``PyError`` `TypeError` for a builtin type, and where CPython raises; `NotImplementedError`
  ///   for what changes more than a name's value: `__name__`, `__bases__`, a slot.
  public func set(_ name: String, to value: some ObjectConvertible) throws(PyError) {
    let object = try heap.own(value)
    try heap.setClassAttribute(type, name, to: try object.address)
  }

  /// An attribute of its instances, looked up once, to be set and read many times.
  ///
  /// - Throws: ``PyError`` when there is no memory for its name.
  public func attribute(_ name: String) throws(PyError) -> Attribute {
    if case .descriptor(let slot, let owner)? = type.lookup(name), slot.isSlot {
      return Attribute(name, slot, of: owner, in: heap)
    }
    return Attribute(name, key: try heap.makeInterned(name), in: heap)
  }

  /// What makes instances and sets these attributes of each, in this order.
  ///
  /// - Throws: ``PyError`` when there is no memory for a name.
  public func maker(_ names: String...) throws(PyError) -> Maker { try maker(names) }

  /// ``maker(_:)-(String...)`` of a list of names.
  ///
  /// - Throws: ``PyError`` when there is no memory for a name.
  public func maker(_ names: [String]) throws(PyError) -> Maker {
    var attributes: [Attribute] = []
    for name in names { attributes.append(try attribute(name)) }
    return Maker(self, attributes)
  }
}

extension Heap {
  /// A class statement.
  ///
  /// - Parameters:
  ///   - name: the class's name.
  ///   - bases: its bases, `object` when there are none; not `type`, for metaclasses are not made here.
  ///   - slots: `__slots__`, `nil` for a class without.
  ///   - staticAttributes: the names that functions of the class's body store to `self`.
  /// - Throws: ``PyError`` where CPython raises.
  public func makeClass(
    _ name: String, bases: [Class] = [], slots: [String]? = nil, staticAttributes: [String] = []
  ) throws(PyError) -> Class {
    var types: [TypeObject] = []
    for base in bases { types.append(try own(base)) }
    let type = try makeType(
      name, bases: types, slots: slots, staticAttributes: staticAttributes)
    return Class(type, in: self)
  }

  /// A builtin type by its name: `object`, `int`, `list`, …; `collections.deque` and
  /// `collections.OrderedDict` as well. In 2.7 `bytes` is `str`, and `range`, a function there, stands for
  /// the type `xrange`.
  ///
  /// - Throws: ``PyError`` `NameError` as Python says it, when there is none; `NotImplementedError`
  ///   for a type whose instances are not made here, and for what is no type.
  public func builtinClass(_ name: String) throws(PyError) -> Class {
    if build.version < .v3_0 && name == "bytes" { return Class(builtin.bytes, in: self) }
    if build.version < .v3_0 && name == "range" { return Class(builtin.range, in: self) }
    if let type = builtin.all.first(where: { $0.name == name }) { return Class(type, in: self) }
    if let late = LateType(rawValue: name) { return Class(try type(late), in: self) }
    let isStandard = StandardType.all.contains { $0.name == name && $0.type(on: build) != nil }
    if isStandard || isBuiltin(name) {
      throw PyError(.notImplementedError, "objects of '\(name)' are not made here")
    }
    throw PyError(.nameError, "name '\(name)' is not defined")
  }
}

extension Class: ObjectConvertible {
  /// The type object.
  public func object(in heap: Heap) throws(PyError) -> Object {
    try heap.check(self.heap)
    try heap.incref(address)
    return Object(address, in: heap)
  }
}
