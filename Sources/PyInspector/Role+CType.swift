extension Role {
  /// What C calls a pointer of the role; `nil` for what is no pointer.
  package func cType(of name: String) -> String? {
    switch self {
    case .type: "PyTypeObject *"
    case .reference, .foreign: name == "__dict__" ? "PyDictObject *" : "PyObject *"
    case .borrowed where Self.objects.contains(name): "PyObject *"
    case .part where name == "__dict__": "PyDictOrValues"
    case .part, .borrowed: Self.pointers[name] ?? "void *"
    case .value where name.hasPrefix("ob_digit"): "digit"
    case .value where name.hasPrefix("insertion order"): "uint8_t"
    case .unused where name.hasPrefix("values["), .unused where name.hasPrefix("ob_item["):
      "PyObject *"
    case .value, .refcount, .gcLink, .code, .unused, .identity, .opaque: nil
    }
  }

  /// Weak references, by the names of their fields.
  private static let objects: Set = [
    "wr_object", "wr_prev", "wr_next", "weakreflist", "tp_weaklist", "__weakref__",
  ]

  private static let pointers = [
    "ob_item": "PyObject **", "ma_keys": "PyDictKeysObject *", "ma_values": "PyDictValues *",
    "values": "PyDictValues *", "ma_table": "PyDictEntry *", "table": "setentry *",
    "utf8": "char *", "wstr": "wchar_t *", "str": "Py_UNICODE *", "ob_bytes": "char *",
    "ob_start": "char *", "b_ptr": "char *", "dimensions": "npy_intp *", "strides": "npy_intp *",
    "ht_cached_keys": "PyDictKeysObject *", "tp_members": "PyMemberDef *",
    "leftblock": "block *", "rightblock": "block *", "leftlink": "block *", "rightlink": "block *",
    "od_first": "_ODictNode *", "od_last": "_ODictNode *", "od_fast_nodes": "_ODictNode **",
    "next": "_ODictNode *", "prev": "_ODictNode *", "extra": "ElementObjectExtra *",
    "children": "PyObject **", "s_codes": "formatcode *",
  ]
}
