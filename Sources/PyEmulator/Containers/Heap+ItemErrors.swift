import PyLayout

/// What `object[key]` raises: Objects/abstract.c, and each type's own file.
extension Heap {
  /// `PyObject_GetItem`
  func notSubscriptable(_ type: TypeObject, _ key: Object) throws(PyError) -> PyError {
    if build.version < .v3_7, try isNumber(key, of: type) {
      return PyError(.typeError, "'\(type.name)' object does not support indexing")
    }
    return PyError(
      .typeError,
      build.version < .v3_0
        ? "'\(type.name)' object has no attribute '__getitem__'"
        : "'\(type.name)' object is not subscriptable")
  }

  /// `PyObject_SetItem`, or for an index `PySequence_SetItem`
  func notAssignable(_ type: TypeObject, _ key: Object) throws(PyError) -> PyError {
    _ = try isNumber(key, of: type)
    return PyError(.typeError, "'\(type.name)' object does not support item assignment")
  }

  /// `PyObject_DelItem`, or for an index `PySequence_DelItem`
  func notDeletable(_ type: TypeObject, _ key: Object) throws(PyError) -> PyError {
    let verb = try isNumber(key, of: type) ? "doesn't" : "does not"
    return PyError(.typeError, "'\(type.name)' object \(verb) support item deletion")
  }

  /// Whether a key is taken for an item's number, which is looked at before the type is.
  private func isNumber(_ key: Object, of type: TypeObject) throws(PyError) -> Bool {
    let keyType = try self.type(of: try key.address)
    guard keyType.isIndex && type.isSequence else { return false }
    if try ssize(key) == nil { throw doesNotFit(keyType) }
    return true
  }

  /// `PyNumber_AsSsize_t`
  func doesNotFit(_ key: TypeObject) -> PyError {
    PyError(.indexError, "cannot fit '\(key.name)' into an index-sized integer")
  }
}

extension TypeObject {
  /// Whether it has a `tp_as_sequence`; every class has.
  fileprivate var isSequence: Bool { isHeapType || behaviour.isSequence }
}
