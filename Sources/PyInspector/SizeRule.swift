/// Which `__sizeof__` answers for an object.
@usableFromInline enum SizeRule: Sendable {
  /// `object___sizeof___impl`, Objects/typeobject.c: `tp_basicsize` and the items.
  case object
  case int, list, str, dict, type, set, bytearray, array
  /// 2.7's `string_sizeof`, Objects/stringobject.c, which knows no `tp_basicsize`.
  case string
}

extension SizeRule {
  /// The rule of a type written in C with a `__sizeof__` of its own, by its `tp_name`.
  init?(named tp_name: String) {
    switch tp_name {
    case "set", "frozenset": self = .set
    case "frozendict": self = .dict
    case "bytearray": self = .bytearray
    case "array.array": self = .array
    default: return nil
    }
  }
}
