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

  /// A key of a sequence that is no index.
  func noIndex(_ key: TypeObject, of type: TypeObject, isAssignment: Bool) -> PyError {
    let is2 = build.version < .v3_0
    let message =
      switch type.kind {
      case .range where is2: "sequence index must be integer, not '\(key.name)'"
      case .bytearray where is2: "bytearray indices must be integer\(isAssignment ? "" : "s")"
      case .unicode2: "string indices must be integers"
      case .str where build.version < .v3_11: "string indices must be integers"
      case .str: "string indices must be integers, not '\(key.name)'"
      case .bytes where is2: "string indices must be integers, not \(key.name)"
      case .bytes: "byte indices must be integers or slices, not \(key.name)"
      default:
        "\(type.builtin.name) indices must be integers\(is2 ? "" : " or slices"), not \(key.name)"
      }
    return PyError(.typeError, message)
  }

  /// An index that the sequence does not have.
  func outOfRange(_ type: TypeObject, verb: String) -> PyError {
    let owner =
      switch type.kind {
      case .range: "\(type.builtin.name) object "
      case .bytes: build.version < .v3_0 ? "string " : ""
      case .str, .unicode2: "string "
      case .bytearray: "bytearray "
      default: "\(type.builtin.name) \(verb)"
      }
    return PyError(.indexError, "\(owner)index out of range")
  }
}

extension TypeObject {
  /// `PyIndex_Check`
  var isIndex: Bool { [.int, .plainInt, .bool].contains(kind) }

  /// The type written in C that it is, or is derived from: its code names itself.
  fileprivate var builtin: TypeObject {
    guard isHeapType, let base else { return self }
    return base.builtin
  }

  /// Whether it has a `tp_as_sequence`, even one that cannot get or delete items.
  fileprivate var isSequence: Bool {
    let kinds: Set<Kind> = [
      .tuple, .list, .str, .unicode2, .bytes, .bytearray, .range, .set, .frozenset, .dict,
    ]
    return isHeapType || kinds.contains(kind)
  }
}
