import PyLayout

/// Attributes of classes themselves: `type_getattro`, `type_setattro`, Objects/typeobject.c
extension Heap {
  /// An attribute of a class, a new reference.
  ///
  /// - Throws: ``PyError`` `AttributeError`; `NotImplementedError` for what is not made here.
  func classAttribute(_ type: TypeObject, _ name: String) throws(PyError) -> Address {
    if name == "__doc__" { return try doc(of: type) }
    if name == "__name__" { return try nameObject(of: type) }
    for ancestor in type.mro {
      if let value = ancestor.attributes[name] {
        try incref(value)
        return value
      }
    }
    let isKnown = name == "__dict__" || name == "__weakref__" || type.descriptor(name) != nil
    if isKnown || mayHave(name, type) || mayHave(name, builtin.type) {
      throw PyError(.notImplementedError, "'\(name)' of class '\(type.name)' is not made here")
    }
    throw PyError(.attributeError, "type object '\(type.name)' has no attribute '\(name)'")
  }

  /// `type_name`
  private func nameObject(of type: TypeObject) throws(PyError) -> Address {
    if type.isHeapType {
      let name = try get(c.heapType.fields.ht_name, of: type.address)
      try incref(name)
      return name
    }
    return build.version < .v3_0
      ? try makeBytes(Array(type.lastName.utf8)) : try internedName(type.lastName)
  }

  /// Sets an attribute of a class.
  ///
  /// - Parameter value: borrowed.
  /// - Throws: ``PyError`` where CPython raises; `NotImplementedError` for what is not done here.
  func setClassAttribute(_ type: TypeObject, _ name: String, to value: Address) throws(PyError) {
    guard type.isHeapType else {
      throw PyError(
        .typeError,
        build.version < .v3_10
          ? "can't set attributes of built-in/extension type '\(type.name)'"
          : "cannot set '\(name)' attribute of immutable type '\(type.name)'")
    }
    try checkSpecial(name, of: type, try self.type(of: value))
    try incref(value)
    if let old = setAttribute(name, of: type, to: value) { try decref(old) }
  }

  /// `type_getsets`, `type_members`: names that stand for fields of the class.
  private func checkSpecial(
    _ name: String, of type: TypeObject, _ given: TypeObject
  ) throws(PyError) {
    let is2 = build.version < .v3_0
    switch name {
    case "__qualname__" where is2: return
    // type_set_name, type_set_qualname
    case "__name__", "__qualname__":
      guard given.kind == (is2 ? .bytes : .str) else {
        throw PyError(
          .typeError, "can only assign string to \(type.name).\(name), not '\(given.name)'")
      }
    // type_set_bases
    case "__bases__":
      guard given.kind == .tuple else {
        throw PyError(
          .typeError, "can only assign tuple to \(type.name).\(name), not \(given.name)")
      }
    case "__dict__": throw notWritable(name, builtin.type)
    case "__text_signature__" where !is2: throw notWritable(name, builtin.type)
    case "__doc__" where is2: throw notWritable(name, builtin.type)
    case "__mro__" where build.version >= .v3_12: throw notWritable(name, builtin.type)
    case "__mro__", "__base__", "__basicsize__", "__itemsize__", "__flags__", "__dictoffset__",
      "__weakrefoffset__":
      throw PyError(is2 ? .typeError : .attributeError, "readonly attribute")
    case "__class__": break
    default: return
    }
    throw PyError(.notImplementedError, "\(name) of a class is not set here")
  }
}
