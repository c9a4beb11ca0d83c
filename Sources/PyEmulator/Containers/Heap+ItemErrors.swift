import PyLayout

/// What `object[key]` raises: Objects/abstract.c, and each type's own file.
extension Heap {
  /// `PyObject_GetItem`
  func notSubscriptable(_ type: TypeObject, _ key: TypeObject) -> PyError {
    if key.isIndex && type.isSequence && build.version < .v3_7 {
      return PyError(.typeError, "'\(type.name)' object does not support indexing")
    }
    return PyError(
      .typeError,
      build.version < .v3_0
        ? "'\(type.name)' object has no attribute '__getitem__'"
        : "'\(type.name)' object is not subscriptable")
  }

  /// `PyObject_DelItem`, or for an index `PySequence_DelItem`
  func notDeletable(_ type: TypeObject, _ key: TypeObject) -> PyError {
    let verb = key.isIndex && type.isSequence ? "doesn't" : "does not"
    return PyError(.typeError, "'\(type.name)' object \(verb) support item deletion")
  }
}

extension TypeObject {
  /// Whether it has a `tp_as_sequence`; every class has.
  fileprivate var isSequence: Bool { isHeapType || behaviour.isSequence }
}
