import PyLayout

/// What CPython says of an attribute that is not there.
extension Heap {
  /// What is tried with an attribute.
  enum AttributeAccess { case get, set, delete }

  /// No such attribute: `PyObject_GenericGetAttr`, `_PyObject_GenericSetAttrWithDict`; or none here.
  func missing(_ name: String, _ type: TypeObject, on access: AttributeAccess = .get) -> PyError {
    if access != .delete && mayHave(name, type) {
      return PyError(.notImplementedError, "'\(name)' of '\(type.name)' objects is not made here")
    }
    return absent(name, type, on: access)
  }

  private func absent(
    _ name: String, _ type: TypeObject, on access: AttributeAccess = .get
  ) -> PyError {
    // Up to 3.10 the KeyError of the instance's dict became the AttributeError, name alone
    if access == .delete && build.version < .v3_11 {
      return PyError(.attributeError, name)
    }
    // From 3.13 on a store says why it cannot make one
    let reason =
      access == .set && build.version >= .v3_13
      ? " and no __dict__ for setting new attributes" : ""
    return PyError(
      .attributeError, "'\(type.name)' object has no attribute '\(name)'\(reason)")
  }

  /// A slot without a value: `PyMember_GetOne` and `PyMember_SetOne`, Python/structmember.c
  func unset(_ name: String, _ type: TypeObject, on access: AttributeAccess = .get) -> PyError {
    // From 3.10 on the type is said as well, but not on deletion
    if access == .delete || build.version < .v3_10 { return PyError(.attributeError, name) }
    return absent(name, type)
  }

  /// An attribute that nobody may set: `getset_set`, Objects/descrobject.c
  func notWritable(_ name: String, _ owner: TypeObject) -> PyError {
    PyError(.attributeError, "attribute '\(name)' of '\(owner.name)' objects is not writable")
  }

  /// A class attribute of an instance without a dict.
  func readOnly(_ name: String, _ type: TypeObject) -> PyError {
    PyError(.attributeError, "'\(type.name)' object attribute '\(name)' is read-only")
  }
}
