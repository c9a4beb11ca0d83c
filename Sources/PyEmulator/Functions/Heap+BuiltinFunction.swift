import PyLayout

/// Functions that are not written in Python: Objects/methodobject.c
extension Heap {
  /// A `builtin_function_or_method`, as one of C is, whose body is Swift: `PyCFunction_New`.
  ///
  /// - Throws: ``PyError`` `ValueError` for a name with a null character, or when there is no memory.
  public func makeBuiltinFunction(
    _ name: String, body: @escaping Body
  ) throws(PyError) -> Object {
    guard !name.utf8.contains(0) else {
      throw PyError(.valueError, "the name of a function in C has no null characters")
    }
    let function = try newStruct(try type(.builtinFunction))
    try set(c.builtinFunction.fields.m_ml, of: function, to: try makeMethodDef(name, body))
    try track(function)
    return Object(function, in: self)
  }

  /// `static PyMethodDef`: where the C compiler would have put it. The function's address is a number.
  private func makeMethodDef(_ name: String, _ body: @escaping Body) throws(PyError) -> Address {
    let def = try statics.allocate(c.methodDef.size)
    let text = try statics.allocate(name.utf8.count + 1)
    try write(Array(name.utf8) + [0], at: text)
    try set(c.methodDef.fields.ml_name, of: def, to: text)
    bodyCount += 1
    try store(
      UInt64(bodyCount), size: pointerSize, at: def + c.methodDef.fields.ml_meth.offset)
    try set(c.methodDef.fields.ml_flags, of: def, to: PyMethodDef.varargs)
    bodies[def] = body
    return def
  }
}

/// `builtin_function_or_method`: `PyCFunction_Type`, Objects/methodobject.c
struct BuiltinFunctionBehaviour: Behaviour {
  let kind = TypeObject.Kind.builtinFunction
  let isBase = false

  private func def(_ object: Address, _ heap: Heap) throws(PyError) -> Address {
    try heap.get(heap.c.builtinFunction.fields.m_ml, of: object)
  }

  private func name(_ object: Address, _ heap: Heap) throws(PyError) -> String {
    var place = try heap.get(heap.c.methodDef.fields.ml_name, of: try def(object, heap))
    var text: [UInt8] = []
    while case let byte = try heap.load(1, at: place), byte != 0 {
      text.append(UInt8(truncatingIfNeeded: byte))
      place = place + 1
    }
    return String(decoding: text, as: UTF8.self)
  }

  func tp_call(
    _ object: Address, _ arguments: [Object], _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> Object? {
    try heap.bodies[try def(object, heap)]?(arguments)
  }

  /// `meth_traverse`
  func tp_traverse(
    _ object: Address, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> [Address] { try heap.memberReferences(of: object, type) }

  func freeBlocks(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) {
    heap.bodies[try def(object, heap)] = nil
  }

  /// `meth_getsets`, `meth_members`
  func tp_getattro(
    _ object: Address, _ name: String, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> Address? {
    let fields = heap.c.builtinFunction.fields
    switch name {
    case "__name__": return try heap.makeText(try self.name(object, heap))
    case "__qualname__" where heap.build.version >= .v3_0:
      return try heap.makeText(try self.name(object, heap))
    case "__self__": return try heap.orNone(fields.m_self, of: object)
    case "__module__": return try heap.orNone(fields.m_module, of: object)
    case "__doc__":
      try heap.incref(heap.singletons.none)
      return heap.singletons.none
    default: return nil
    }
  }

  func tp_setattro(
    _ object: Address, _ name: String, _ value: Address?, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> Bool {
    switch name {
    case "__module__":
      try heap.replace(heap.c.builtinFunction.fields.m_module, of: object, with: value ?? .null)
      return true
    case "__name__", "__self__", "__doc__": throw heap.notWritable(name, type)
    case "__qualname__" where heap.build.version >= .v3_0: throw heap.notWritable(name, type)
    default: return false
    }
  }

  /// `meth_hash`
  func tp_hash(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Int {
    let (own, function) = try parts(object, heap)
    let hash =
      Hash.pointer(own.rawValue, on: heap.build) ^ Hash.pointer(function.rawValue, on: heap.build)
    return hash == -1 ? -2 : hash
  }

  /// `meth_richcompare`
  func tp_richcompare(
    _ a: Address, _ typeA: TypeObject, _ b: Address, _ typeB: TypeObject, _ heap: Heap
  ) throws(PyError) -> Heap.Equality? {
    guard typeB.kind == kind else { return nil }
    return .known(try parts(a, heap) == parts(b, heap))
  }

  /// `m_self` and `ml_meth`.
  private func parts(_ object: Address, _ heap: Heap) throws(PyError) -> (Address, Address) {
    (
      try heap.get(heap.c.builtinFunction.fields.m_self, of: object),
      try heap.get(heap.c.methodDef.fields.ml_meth, of: try def(object, heap))
    )
  }

  /// `meth_repr`
  func tp_repr(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Repr {
    Repr("<built-in function \(try name(object, heap))>")
  }
}
