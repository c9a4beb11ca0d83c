extension PyType {
  /// What `__slots__` asks for.
  struct Slots {
    /// Names of the words, mangled and sorted: `type_new_slots_to_names`.
    var names: [String] = []
    /// Whether a dict is added.
    var dict = false
    /// Whether a weakref list is added.
    var weakref = false
  }

  /// Reads `__slots__`: `type_new_slots`, Objects/typeobject.c
  static func slots(
    _ slots: [String]?, ofClass name: String, base: PyType, mayAddDict: Bool, mayAddWeakref: Bool
  ) throws(TypeError) -> Slots {
    guard let slots else { return Slots(dict: mayAddDict, weakref: mayAddWeakref) }
    // 3.15: a tuple's instances take slots behind their items
    let is3_15 = base.build.version >= .v3_15
    let refused = slots.filter { !is3_15 || $0 != "__dict__" && $0 != "__weakref__" }
    if !refused.isEmpty && base.tp_itemsize != 0 && !(is3_15 && base.derives(from: "tuple")) {
      throw TypeError("nonempty __slots__ not supported for subtype of '\(base.tp_name)'")
    }
    var wanted = Slots()
    for slot in slots {
      switch slot {
      case "__dict__":
        guard mayAddDict && !wanted.dict else {
          throw TypeError("__dict__ slot disallowed: we already got one")
        }
        wanted.dict = true
      case "__weakref__":
        guard mayAddWeakref && !wanted.weakref else {
          let reason =
            base.build.version < .v3_12
            ? "either we already got one, or __itemsize__ != 0" : "we already got one"
          throw TypeError("__weakref__ slot disallowed: \(reason)")
        }
        wanted.weakref = true
      default:
        wanted.names.append(mangled(slot, inClass: name))
      }
    }
    // CPython compares code points, as unicode scalars do; Swift's < normalizes.
    wanted.names.sort { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) }
    return wanted
  }

  /// `_Py_Mangle`, Python/symtable.c (2.7: Python/compile.c)
  static func mangled(_ name: String, inClass className: String) -> String {
    guard name.hasPrefix("__"), !name.hasSuffix("__"), !name.contains(".") else { return name }
    let stripped = className.drop { $0 == "_" }
    return stripped.isEmpty ? name : "_\(stripped)\(name)"
  }
}
