internal import PyInspector
internal import PyLayout
internal import PyMemory

/// What a type is called: `__module__` and `__qualname__`.
struct TypeName {
  let module: String?
  let name: String

  /// `module.name`, without `builtins`.
  var qualifiedName: String {
    guard let module, module != "builtins", module != "__builtin__" else { return name }
    return "\(module).\(name)"
  }

  init(module: String?, name: String) {
    self.module = module
    self.name = name
  }

  init(_ facts: TypeFacts, _ walk: borrowing HeapWalk) {
    let parts = facts.tp_name.split(separator: ".")
    guard facts.flags.contains(.heapType), facts.isUsers || parts.count == 1 else {
      name = parts.last.map(String.init) ?? facts.tp_name
      module = parts.count > 1 ? parts.dropLast().joined(separator: ".") : "builtins"
      return
    }
    let type = facts.address.rawValue
    let qualname = walk.at.ht_qualname.flatMap { walk.string(walk.word(type &+ $0)) }
    name = qualname ?? facts.tp_name
    module = walk.value(of: "__module__", in: walk.word(type &+ walk.at.tp_dict)).flatMap {
      walk.string($0)
    }
  }
}

extension HeapWalk {
  /// The characters of a `str`; of a 2.7 `str`, which is bytes, those.
  func string(_ object: UInt64) -> String? {
    if at.is2 {
      guard let count = memory.word(object &+ at.ob_size, size: pointer), count < 1 << 10,
        let bytes = try? memory.bytes(
          at: Address(rawValue: object &+ at.ob_sval), count: Int(count))
      else { return nil }
      return String(decoding: bytes, as: UTF8.self)
    }
    return inspector.string(Address(rawValue: object))
  }

  /// The value that a dict has for a key that is a text; `nil` where it has none.
  func value(of name: String, in dict: UInt64) -> UInt64? {
    var found: UInt64?
    forEachEntry(of: dict) { key, value in
      if found == nil, string(key) == name { found = value }
    }
    return found
  }

  /// Calls a function with each key and value of a dict.
  func forEachEntry(of dict: UInt64, _ body: (UInt64, UInt64) -> Void) {
    guard dict != 0 else { return }
    if at.is2 {
      let table = word(dict &+ at.ma_table)
      for slot in 0...min(word(dict &+ at.ma_mask), 1 << 24) {
        let entry = table &+ slot &* at.entry &+ at.key
        let (key, value) = (word(entry), word(entry &+ at.pointer))
        if key != 0 && value != 0 { body(key, value) }
      }
      return
    }
    let keys = word(dict &+ at.ma_keys)
    let values = word(dict &+ at.ma_values)
    if values != 0 {
      return forEachValue(keys, values &+ (build.version < .v3_13 ? 0 : at.valuesArray), body)
    }
    guard let entries = entries(of: keys) else { return }
    for index in 0..<entries.count {
      let entry = entries.first &+ index &* entries.stride
      let (key, value) = (word(entry), word(entry &+ at.pointer))
      if key != 0 && value != 0 { body(key, value) }
    }
  }
}
