import PyLayout

/// `function`: `PyFunction_Type`, Objects/funcobject.c
struct FunctionBehaviour: Behaviour {
  let kind = TypeObject.Kind.function
  let isBase = false

  func tp_call(
    _ object: Address, _ arguments: [Object], _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> Object? {
    let code = try heap.get(heap.c.function.fields.func_code, of: object)
    let bound = try FunctionArguments(of: object, code, in: heap).bound(to: arguments)
    guard let body = heap.bodies[code] else {
      throw PyError(
        .notImplementedError, "bytecode is not run here: the function was made without a body")
    }
    return try body(bound)
  }

  /// `func_traverse`; the dict is what every type has.
  func tp_traverse(
    _ object: Address, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> [Address] {
    var references: [Address] = []
    for member in type.layout.members
    where member.role == .reference && member.offset.rawValue != type.layout.tp_dictoffset {
      let value = try heap.pointer(at: object + member.offset)
      if value != .null { references.append(value) }
    }
    return references
  }

  /// `func_clear`: the name and the code stay, which others may still ask for.
  func tp_clear(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) {
    let fields = heap.c.function.fields
    // Up to 3.8 all goes; since bpo-39091, 3.9, what tp_dealloc needs stays
    for field in [
      fields.func_globals, fields.func_module, fields.func_builtins, fields.func_defaults,
      fields.func_kwdefaults, fields.func_doc, fields.func_closure, fields.func_annotations,
    ] {
      if let field { try heap.replace(field, of: object, with: .null) }
    }
    try heap.clearAttributes(of: object, type)
  }

  /// `func_memberlist`, `func_getsetlist`
  private func field(_ name: String, _ heap: Heap) -> Field<Ref>? {
    let fields = heap.c.function.fields
    let is2 = heap.build.version < .v3_0
    return switch name {
    case "__code__": fields.func_code
    case "__globals__": fields.func_globals
    case "__builtins__": fields.func_builtins
    case "__name__": fields.func_name
    case "__qualname__": fields.func_qualname
    case "__defaults__": fields.func_defaults
    case "__kwdefaults__": fields.func_kwdefaults
    case "__closure__": fields.func_closure
    case "__doc__": fields.func_doc
    case "__module__": fields.func_module
    case "__annotations__": fields.func_annotations
    case "func_code" where is2: fields.func_code
    case "func_globals" where is2: fields.func_globals
    case "func_name" where is2: fields.func_name
    case "func_defaults" where is2: fields.func_defaults
    case "func_closure" where is2: fields.func_closure
    case "func_doc" where is2: fields.func_doc
    default: nil
    }
  }

  func tp_getattro(
    _ object: Address, _ name: String, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> Address? {
    guard let field = field(name, heap) else { return nil }
    // func_get_annotations
    if name == "__annotations__", try heap.get(field, of: object) == .null {
      try heap.set(field, of: object, to: try heap.newDict())
    }
    return try heap.orNone(field, of: object)
  }

  /// `func_set_defaults` and its like
  func tp_setattro(
    _ object: Address, _ name: String, _ value: Address?, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> Bool {
    guard let field = field(name, heap) else { return false }
    let given = try value.map { (value) throws(PyError) in try heap.type(of: value) }
    let isNone = value == heap.singletons.none
    var new = value ?? .null
    switch name {
    case "__doc__", "func_doc", "__module__": break
    case "__name__", "func_name", "__qualname__":
      let isText = given?.kind == (heap.build.version < .v3_0 ? .bytes : .str)
      guard isText else {
        throw PyError(.typeError, "__\(name.bare)__ must be set to a string object")
      }
    case "__defaults__", "func_defaults":
      guard isNone || given.map({ $0.kind == .tuple }) ?? true else {
        let shown = heap.build.version < .v3_0 ? "func_defaults" : "__defaults__"
        throw PyError(.typeError, "\(shown) must be set to a tuple object")
      }
    case "__kwdefaults__", "__annotations__":
      guard isNone || given.map({ $0.kind == .dict }) ?? true else {
        throw PyError(.typeError, "\(name) must be set to a dict object")
      }
    case "__code__", "func_code":
      throw PyError(.notImplementedError, "\(name) is not set here")
    default:
      throw heap.build.version < .v3_0
        ? PyError(.typeError, "readonly attribute") : PyError(.attributeError, "readonly attribute")
    }
    if isNone && !["__doc__", "func_doc", "__module__"].contains(name) { new = .null }
    // From 3.11 on what was specialized for it holds no longer
    if let version = heap.c.function.fields.func_version, name.hasSuffix("defaults__") {
      try heap.set(version, of: object, to: 0)
    }
    try heap.replace(field, of: object, with: new)
    return true
  }

  /// `func_repr`
  func tp_repr(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Repr {
    let fields = heap.c.function.fields
    let name = try heap.get(fields.func_qualname ?? fields.func_name, of: object)
    return Repr("<function \(try heap.string(of: name) ?? "") at \(object)>")
  }
}

extension String {
  /// The name of an attribute without what stands around it: `__name__`, `func_name`.
  fileprivate var bare: String {
    hasPrefix("func_") ? String(dropFirst(5)) : String(dropFirst(2).dropLast(2))
  }
}
