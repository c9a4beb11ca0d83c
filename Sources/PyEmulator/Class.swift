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

  /// An instance without any attributes set: `object.__new__`; an empty `list`, `dict` or `set`.
  ///
  /// - Throws: ``PyError`` when there is no memory for it, or for another builtin type.
  public func callAsFunction() throws(PyError) -> Object {
    guard type.isCallable || type.kind == .dataobject || type.kind == .cInts else {
      throw PyError(.typeError, "an instance of '\(name)' is made from a value: heap.make(value)")
    }
    // unicode_subtype_new: without a value it is the empty text
    if type.kind == .str || type.kind == .unicode2 { return try self("") }
    return Object(try heap.newInstance(of: type), in: heap)
  }

  /// Sets a class attribute.
  ///
  /// - Throws: ``PyError`` `TypeError` for a builtin type.
  public func set(_ name: String, to value: some ObjectConvertible) throws(PyError) {
    guard type.isHeapType else {
      // type_setattro
      throw PyError(
        .typeError,
        heap.build.version < .v3_10
          ? "can't set attributes of built-in/extension type '\(self.name)'"
          : "cannot set '\(name)' attribute of immutable type '\(self.name)'")
    }
    let object = try value.object(in: heap)
    try heap.incref(try object.address)
    if let old = type.attributes.updateValue(try object.address, forKey: name) {
      try heap.decref(old)
    }
  }
}

extension Heap {
  /// A class statement.
  ///
  /// - Parameters:
  ///   - name: the class's name.
  ///   - bases: its bases, `object` when there are none.
  ///   - slots: `__slots__`, `nil` for a class without.
  ///   - staticAttributes: the names that functions of the class's body store to `self`.
  /// - Throws: ``PyError`` where CPython raises.
  public func makeClass(
    _ name: String, bases: [Class] = [], slots: [String]? = nil, staticAttributes: [String] = []
  ) throws(PyError) -> Class {
    let type = try makeType(
      name, bases: bases.map(\.type), slots: slots, staticAttributes: staticAttributes)
    return Class(type, in: self)
  }

  /// A builtin type by its name: `object`, `int`, `list`, ….
  ///
  /// - Throws: ``PyError`` `NameError` as Python says it, when there is none.
  public func builtinClass(_ name: String) throws(PyError) -> Class {
    guard let type = builtin.all.first(where: { $0.name == name }) else {
      throw PyError(.nameError, "name '\(name)' is not defined")
    }
    return Class(type, in: self)
  }
}
