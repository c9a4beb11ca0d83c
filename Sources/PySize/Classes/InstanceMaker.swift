import PyEmulator
import PyLayout

/// Makes instances of a class of a shape in an emulated heap, as its constructor made them.
final class InstanceMaker {
  /// How the values they hold came into them, which no history shows.
  enum Way: CaseIterable, Sendable {
    /// `[1, 2]`, `list(items)`, a dict's literal.
    case atOnce
    /// One after the other, as `append` and `d[key] = value` do.
    case oneByOne
  }

  let heap: Heap
  private let shape: ClassShape
  private let way: Way
  /// The class; `nil` for an object of a builtin type.
  private let type: Class?
  private let slots: [String]
  private var made = 0
  /// What others hold as well.
  private(set) var kept: [Object] = []

  private var build: Build { heap.build }
  private var history: InstanceHistory { shape.history }

  init(_ shape: ClassShape, in heap: Heap, _ way: Way = .atOnce) throws(WhatError) {
    self.shape = shape
    self.heap = heap
    self.way = way
    if shape.history.memberNames != nil, heap.build.version < .v3_0 {
      throw .notEmulated("Python 2.7 has no enums")
    }
    (type, slots) = try shape.classes(in: heap)
  }

  /// Instances one after the other, until all later ones are alike.
  ///
  /// - Parameter look: what looks at each as soon as it is made; those that come later change what
  ///   memory shows of it up to 3.12.
  func all(
    _ look: (Object) throws(WhatError) -> Void = { _ in }
  ) throws(WhatError) -> [Object] {
    let count =
      history.memberNames != nil || !history.isUniform
      ? history.lives.count : CachedKeys.settledInstance(on: build)
    return try (0..<max(1, count)).map { _ throws(WhatError) in
      let object = try next()
      try look(object)
      return object
    }
  }

  private func next() throws(WhatError) -> Object {
    let object = try empty()
    try emulating { () throws(PyError) in try live(object) }
    made += 1
    return object
  }

  /// Does to an instance what was done to the one of its number.
  private func live(_ object: Object) throws(PyError) {
    for name in slots { try object.set(name, to: try heap.make(1)) }
    if let given = shape.given { return try fill(object, given) }
    let life = history.lives.indices.contains(made) ? history.lives[made] : history.lives.last
    for step in life ?? [] { try `do`(step, to: object) }
    for name in addedMemberNames { try object.set(name, to: try heap.make(1)) }
  }

  /// `EnumType.__new__`, Lib/enum.py: a member knows its place from 3.11 on.
  private var addedMemberNames: [String] {
    guard history.memberNames != nil else { return [] }
    let names = ["_value_", "_name_", "__objclass__"]
    return names + (build.version < .v3_11 ? [] : ["_sort_order_"])
  }

  private func `do`(_ step: InstanceHistory.Step, to object: Object) throws(PyError) {
    switch step {
    case .set(let name):
      if history.memberNames?.contains(name) == true { return }
      try object.set(Self.name(name), to: try heap.make(1))
    case .delete(let name): try object.delete(Self.name(name))
    case .ask: _ = try object.dict()
    case .replace(let names): try object.set("__dict__", to: try dict(of: names))
    case .borrow(let names):
      let dict = try dict(of: names)
      kept.append(dict)
      try object.set("__dict__", to: dict)
    case .beItself: try object.set("__dict__", to: object)
    case .update(let names): try object.dict().update(try dict(of: names))
    }
  }

  static func name(_ number: Int) -> String { "attribute\(number)" }

  private func dict(of names: [Int]) throws(PyError) -> Object {
    let keys = names.map { PyValue.str(Self.name($0).unicodeScalars.map(\.value)) }
    return try contents(.dict(keys.map { PyPair(key: $0, value: .int(PyInt(1))) }))
  }

  /// A dict, list or set, made in the way that is tried.
  private func contents(_ value: PyValue) throws(PyError) -> Object {
    guard way == .oneByOne else { return try heap.make(value) }
    return try fill(try heap.make(value.empty), with: value)
  }

  /// Puts a value's items into an empty object one by one.
  private func fill(_ object: Object, with value: PyValue) throws(PyError) -> Object {
    switch value.content {
    case .dict(let pairs):
      for pair in pairs {
        try object.setItem(try heap.make(pair.key), to: try heap.make(pair.value))
      }
    case .list(let items): for item in items { try object.append(try heap.make(item)) }
    case .set(let items): for item in items { try object.add(try heap.make(item)) }
    default: break
    }
    return object
  }

  /// An instance without attributes, with what its builtin type holds.
  private func empty() throws(WhatError) -> Object {
    let builtin: (name: String, value: PyValue)? =
      if case .builtin(let name) = shape.foundation {
        try value(of: name).map { (name, $0) }
      } else { nil }
    guard let type = type else {
      guard let builtin else { throw .notEmulated("it is a plain object") }
      return try emulating { () throws(PyError) in try plain(builtin.name, builtin.value) }
    }
    return try emulating { () throws(PyError) in
      guard let (name, value) = builtin else { return try type() }
      if way == .oneByOne, ["list", "dict", "set"].contains(name) {
        return try fill(try type(), with: value)
      }
      return try value.isEmpty ? type() : type(try heap.make(value))
    }
  }

  /// An object of the builtin type itself.
  private func plain(_ name: String, _ value: PyValue) throws(PyError) -> Object {
    switch name {
    case "frozenset":
      try heap.makeFrozenset(
        of: try value.items.map { item throws(PyError) in try heap.make(item) })
    case "bytearray": try heap.makeBytearray(of: value.bytes)
    default: try contents(value)
    }
  }

  /// What the builtin type of that name holds; `nil` where that makes no difference.
  private func value(of name: String) throws(WhatError) -> PyValue? {
    func numbers(_ count: Int) -> [PyValue] { (0..<count).map { .int(PyInt($0)) } }
    switch history.content {
    case .int(let digits):
      let isNegative = digits.hasPrefix("-")
      return try PyValue(
        text: (isNegative ? "-0x" : "0x") + digits.drop { $0 == "-" }, on: build)
    case .text(let count, let largest):
      let isBytes = build.version < .v3_0 && name == "str"
      return isBytes
        ? .bytes(Array(repeating: 65, count: count))
        : .str(Array(repeating: largest, count: count))
    case .items(let count):
      switch name {
      case "bytes", "bytearray": return .bytes(Array(repeating: 65, count: count))
      // 2.7's str is bytes, which are text elsewhere
      case "str" where build.version >= .v3_0: return .str(Array(repeating: 65, count: count))
      case "str": return .bytes(Array(repeating: 65, count: count))
      case "set", "frozenset": return .set(numbers(count))
      case "tuple": return .tuple(numbers(count))
      default: return .list(numbers(count))
      }
    case .names(let count):
      // Those of an instance that is its own dict are its attributes
      let own = history.lives.last?.contains(.beItself) == true
      return .dict(
        (0..<(own ? 0 : count)).map {
          PyPair(key: .str("key\($0)".unicodeScalars.map(\.value)), value: .int(PyInt(1)))
        })
    case .keys(let count):
      return .dict(numbers(count).map { PyPair(key: $0, value: .int(PyInt(1))) })
    case .nothing:
      if type != nil { return nil }
      return name == "complex" ? .complex(real: 1, imaginary: 1) : .float(1.5)
    case .data: return nil
    }
  }

  /// Gives a pydantic model its dict and its set: `set_model_attrs`, src/validators/model.rs of
  /// pydantic-core; `__init__`, pydantic/main.py of v1.
  private func fill(_ object: Object, _ given: ClassShape.Given) throws(PyError) {
    let dict = try heap.makeDict()
    let names = (0..<given.names).map(Self.name)
    let keys = try names.map { name throws(PyError) in
      try heap.make(PyValue.str(name.unicodeScalars.map(\.value)))
    }
    for key in keys { try dict.setItem(key, to: try heap.make(1)) }
    try object.set("__dict__", to: dict)
    // Names with a default may be missing among them
    try object.set(given.slot, to: try heap.makeSet(of: Array(keys.prefix(given.count))))
  }
}

extension PyValue {
  fileprivate var items: [PyValue] {
    switch content {
    case .set(let items), .list(let items), .tuple(let items): items
    default: []
    }
  }

  fileprivate var bytes: [UInt8] {
    if case .bytes(let bytes) = content { bytes } else { [] }
  }

  /// Whether it is what a call without arguments makes.
  fileprivate var isEmpty: Bool {
    switch content {
    case .dict(let pairs): pairs.isEmpty
    case .list(let items), .set(let items), .tuple(let items): items.isEmpty
    case .bytes(let bytes): bytes.isEmpty
    case .str(let points): points.isEmpty
    default: false
    }
  }

  fileprivate var empty: PyValue {
    switch content {
    case .dict: .dict([])
    case .list: .list([])
    case .set: .set([])
    default: self
    }
  }
}
