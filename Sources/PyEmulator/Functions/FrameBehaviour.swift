import PyLayout

/// `frame`: `PyFrame_Type`, Objects/frameobject.c
struct FrameBehaviour: Behaviour {
  let kind = TypeObject.Kind.frame
  let isBase = false
  func hasSizeof(on build: Build) -> Bool { true }

  /// `frame_traverse`, `_PyFrame_Traverse`
  func tp_traverse(
    _ object: Address, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> [Address] {
    var references = try heap.structReferences(of: object, type)
    for place in try heap.variablePlaces(of: object) {
      let value = try heap.reference(at: place)
      if value != .null { references.append(value) }
    }
    return references
  }

  func tp_clear(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) {
    try heap.clearVariables(of: object)
  }

  /// `frame_dealloc`: the code goes last.
  func dropReferences(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) {
    try heap.clearVariables(of: object)
    let code = try heap.code(of: object)
    for value in try heap.structReferences(of: object, type) where value != code {
      try heap.decref(value)
    }
  }

  /// Up to 3.10 the code keeps the block of one frame.
  func tp_free(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) {
    let code = try heap.code(of: object)
    if let field = heap.c.code.fields.co_zombieframe, try heap.get(field, of: code) == .null {
      // What it referred to stands there no longer
      for member in type.layout.members where member.role == .reference {
        try heap.setPointer(at: object + member.offset, to: .null)
      }
      try heap.forget(object, type)
      try heap.set(field, of: code, to: Pointer(object))
    } else {
      try heap.freeObject(object, type)
    }
    try heap.decref(code)
  }

  /// `frame_memberlist`, `frame_getsetlist`
  func tp_getattro(
    _ object: Address, _ name: String, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> Address? {
    if name == "f_lasti" { return try heap.makeInt(try heap.lasti(of: object)) }
    if name == "f_locals" || name == "f_lineno" {
      throw PyError(.notImplementedError, "\(name) is not computed here")
    }
    guard let value = try heap.frameAttribute(name, of: object) else { return nil }
    let shown = value == .null ? heap.singletons.none : value
    try heap.incref(shown)
    return shown
  }

  /// `frame_repr`, since bpo-31843, 3.7, names what it is in; its line is not computed here.
  func tp_repr(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Repr {
    guard heap.build.version < .v3_0 else {
      throw PyError(.notImplementedError, "the line of a frame is not computed here")
    }
    return Repr("<frame object at \(object)>")
  }
}
