import PyLayout

/// An attribute of a class, looked up once, so that it can be set and read of many instances without a look
/// for its name: ``Class/attribute(_:)``.
///
/// Where it is one of the class's `__slots__` it is what Python's `Point.__dict__['x']` is, the slot's
/// descriptor: it works for instances of that class and of those over it, also when the name stands for
/// something else in one of them, and when the class's attribute is another one by now. Of all else it is
/// the name, which ``Object/get(_:)-(String)`` takes too; as long as it lives the interned string does.
public final class Attribute {
  /// The attribute's name.
  public let name: String
  let heap: Heap
  /// Where the slot is in the instances of a class; `nil` for what is no slot.
  fileprivate let slot: Slot?
  /// The class whose slot it is.
  private let owner: TypeObject?
  /// The interned string of the name of what is no slot.
  private let key: Object?
  /// A type whose instances have the slot, the last one that was asked for.
  private var fitting = Address.null

  /// A place in instances.
  fileprivate struct Slot {
    /// Bytes from `ob_refcnt`, and whether those of the instance's items are added.
    let offset: Int
    let isAfterItems: Bool
  }

  init(_ name: String, _ descriptor: Descriptor, of owner: TypeObject, in heap: Heap) {
    self.name = name
    self.heap = heap
    self.owner = owner
    slot = Slot(offset: descriptor.offset, isAfterItems: descriptor.isAfterItems)
    key = nil
  }

  init(_ name: String, key: Object, in heap: Heap) {
    self.name = name
    self.heap = heap
    self.key = key
    slot = nil
    owner = nil
  }

  /// Bytes from a new instance's `ob_refcnt` to the attribute; `nil` for what is no slot of its, or behind items.
  func offset(in type: TypeObject) -> Int? {
    guard let slot, !slot.isAfterItems, let owner, type.isSubclass(of: owner) else { return nil }
    return slot.offset
  }

  /// Where the slot is in an object: `descr_check`, Objects/descrobject.c
  ///
  /// - Throws: ``PyError`` `TypeError` when the object is no instance of the class.
  @inline(__always) fileprivate func place(
    _ slot: Slot, in object: Address, _ words: HeapWords
  ) throws(PyError) -> Address {
    let type = try words.pointer(at: object + heap.c.object.fields.ob_type.offset.rawValue)
    if type != fitting { try fit(type) }
    return try heap.place(slot.offset, isAfterItems: slot.isAfterItems, in: object)
  }

  @inline(never) private func fit(_ address: Address) throws(PyError) {
    let type = try heap.type(at: address)
    guard let owner, type.isSubclass(of: owner) else {
      // bpo-37178, 3.8
      let article = heap.build.version < .v3_8 ? "" : "a "
      throw PyError(
        .typeError,
        "descriptor '\(name)' for '\(owner?.name ?? "")' objects doesn't apply to "
          + "\(article)'\(type.name)' object")
    }
    fitting = address
  }
}

extension Object {
  /// An attribute that was looked up before: `descriptor.__get__(object)`, `getattr`.
  ///
  /// - Throws: ``PyError`` `AttributeError`; `TypeError` when the object is no instance of the class whose
  ///   slot it is.
  public func get(_ attribute: Attribute) throws(PyError) -> Object {
    Object(try heap.attribute(try address, attribute), in: heap)
  }

  /// Sets an attribute that was looked up before: `descriptor.__set__(object, value)`, `setattr`.
  ///
  /// - Throws: ``PyError`` as ``get(_:)-(Attribute)``.
  public func set(_ attribute: Attribute, to value: some ObjectConvertible) throws(PyError) {
    try heap.give(value) { (value) throws(PyError) in
      try heap.setAttribute(try address, attribute, taking: value)
    }
  }

  /// Deletes an attribute that was looked up before: `descriptor.__delete__(object)`, `delattr`.
  ///
  /// - Throws: ``PyError`` as ``get(_:)-(Attribute)``.
  public func delete(_ attribute: Attribute) throws(PyError) {
    try heap.deleteAttribute(try address, attribute)
  }
}

extension Heap {
  /// `member_get`, Objects/descrobject.c, of a slot: a new reference.
  fileprivate func attribute(
    _ object: Address, _ attribute: Attribute
  ) throws(PyError) -> Address {
    try check(attribute.heap)
    guard let slot = attribute.slot else { return try self.attribute(object, attribute.name) }
    guard let value = try slotValue(at: try attribute.place(slot, in: object, words)) else {
      throw unset(attribute.name, try type(of: object))
    }
    return value
  }

  /// `member_set`, Objects/descrobject.c, of a slot.
  ///
  /// - Returns: whether the reference to the value was taken over.
  @inline(__always) fileprivate func setAttribute(
    _ object: Address, _ attribute: Attribute, taking value: Address
  ) throws(PyError) -> Bool {
    try check(attribute.heap)
    guard let slot = attribute.slot else {
      return try setAttribute(object, attribute.name, taking: value)
    }
    let words = words
    try setSlot(at: try attribute.place(slot, in: object, words), taking: value, words)
    return true
  }

  /// `member_set` without a value.
  fileprivate func deleteAttribute(_ object: Address, _ attribute: Attribute) throws(PyError) {
    try check(attribute.heap)
    guard let slot = attribute.slot else { return try deleteAttribute(object, attribute.name) }
    guard try deleteSlot(at: try attribute.place(slot, in: object, words)) else {
      throw unset(attribute.name, try type(of: object), on: .delete)
    }
  }
}
