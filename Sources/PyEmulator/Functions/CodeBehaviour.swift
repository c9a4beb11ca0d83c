import PyLayout

/// `code`: `PyCode_Type`, Objects/codeobject.c
struct CodeBehaviour: UnknownBehaviour {
  let kind = TypeObject.Kind.code
  let isBase = false
  /// bpo-18596, 3.6
  func hasSizeof(on build: Build) -> Bool { build.version >= .v3_0 }

  /// `code_traverse`, where there is one, visits the constants alone.
  func tp_traverse(
    _ object: Address, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> [Address] {
    type.haveGC
      ? try heap.memberReferences(of: object, type) : try references(of: object, type, heap)
  }

  private func references(
    of object: Address, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> [Address] {
    var references: [Address] = []
    for member in type.layout.members where member.role.isReference {
      let value = try heap.pointer(at: object + member.offset)
      if value != .null { references.append(value) }
    }
    return references
  }

  /// `code_dealloc`
  func dropReferences(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) {
    for value in try references(of: object, type, heap) { try heap.decref(value) }
  }

  func freeBlocks(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) {
    heap.bodies[object] = nil
    let fields = heap.c.code.fields
    if let field = fields.co_zombieframe, case let zombie = try heap.get(field, of: object),
      zombie != .null
    {
      let frame = try heap.type(.frame)
      try heap.free(zombie.address + -frame.prefixSize, frame.domain)
    }
    if let field = fields.co_cell2arg { try heap.free(try heap.get(field, of: object), .mem) }
    if let field = fields.byteCell2arg { try heap.free(try heap.get(field, of: object), .mem) }
  }

  /// `code_memberlist`, `code_getsetlist`
  func tp_getattro(
    _ object: Address, _ name: String, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> Address? {
    let fields = heap.c.code.fields
    let numbers = [
      "co_argcount": fields.co_argcount, "co_posonlyargcount": fields.co_posonlyargcount,
      "co_kwonlyargcount": fields.co_kwonlyargcount, "co_nlocals": fields.co_nlocals,
      "co_stacksize": fields.co_stacksize, "co_flags": fields.co_flags,
      "co_firstlineno": fields.co_firstlineno,
    ]
    if let field = numbers[name] ?? nil {
      return try heap.makeInt(Int(try heap.get(field, of: object)))
    }
    let objects = [
      "co_names": fields.co_names, "co_filename": fields.co_filename, "co_name": fields.co_name,
      "co_qualname": fields.co_qualname, "co_exceptiontable": fields.co_exceptiontable,
      "co_code": fields.co_code, "co_varnames": fields.co_varnames,
      "co_cellvars": fields.co_cellvars, "co_freevars": fields.co_freevars,
      heap.build.version < .v3_10 ? "co_lnotab" : "co_linetable": fields.co_linetable,
    ]
    let value: Address
    if name == "co_consts" {
      value = try heap.get(fields.co_consts, of: object)
    } else if let field = objects[name] ?? nil {
      value = try heap.get(field, of: object)
    } else {
      return try heap.variables(name, of: object)
    }
    try heap.incref(value)
    return value
  }

  /// `code_richcompare`
  func tp_richcompare(
    _ a: Address, _ typeA: TypeObject, _ b: Address, _ typeB: TypeObject, _ heap: Heap
  ) throws(PyError) -> Heap.Equality? {
    guard typeB.kind == kind else { return nil }
    if a == b { return .known(true) }
    throw unknown(typeA)
  }

  /// `code_repr`
  func tp_repr(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Repr {
    let fields = heap.c.code.fields
    let name = try heap.string(of: try heap.get(fields.co_name, of: object)) ?? ""
    let file = try heap.string(of: try heap.get(fields.co_filename, of: object)) ?? ""
    let line = try heap.get(fields.co_firstlineno, of: object)
    return Repr("<code object \(name) at \(object), file \"\(file)\", line \(line)>")
  }
}

extension Heap {
  /// From 3.11 on `co_varnames`, `co_cellvars` and `co_freevars`, a new tuple: `get_localsplus`.
  fileprivate func variables(_ name: String, of code: Address) throws(PyError) -> Address? {
    let wanted: [String: PyCodeObject.LocalKind] = [
      "co_varnames": .local, "co_cellvars": .cell, "co_freevars": .free,
    ]
    let fields = c.code.fields
    guard let kind = wanted[name], let names = fields.co_localsplusnames,
      let kinds = fields.co_localspluskinds
    else { return nil }
    let all = zip(
      try items(ofTuple: try get(names, of: code)), try bytesValue(of: try get(kinds, of: code)))
    return try makeTuple(
      all.filter { !PyCodeObject.LocalKind(rawValue: $1).isDisjoint(with: kind) }.map(\.0))
  }
}
