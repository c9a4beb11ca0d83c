import PyLayout

/// `types.SimpleNamespace`: Objects/namespaceobject.c
extension Heap {
  /// An empty `types.SimpleNamespace()`; its attributes are set by name.
  ///
  /// - Throws: ``PyError`` `AttributeError` in 2.7, whose `types` has none.
  public func makeNamespace() throws(PyError) -> Object {
    guard build.version >= .v3_0 else {
      throw PyError(.attributeError, "'module' object has no attribute 'SimpleNamespace'")
    }
    // namespace_new
    let namespace = Object(try allocateInstance(builtin.namespace), in: self)
    try track(try namespace.address)
    try setPointer(
      at: try namespace.address + builtin.namespace.layout.tp_dictoffset, to: try newDict())
    return namespace
  }
}
