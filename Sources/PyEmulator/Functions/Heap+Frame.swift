import PyLayout

/// Frames and tracebacks: Objects/frameobject.c, Python/traceback.c; from 3.11 on Python/frame.c
extension Heap {
  /// The frame of a call that an exception has ended: what a traceback holds.
  ///
  /// Up to 3.10 it takes the block of the code's frame before, where one has ended. From 3.11 on it is
  /// made to keep what the call left: `take_ownership`.
  ///
  /// - Parameters:
  ///   - locals: what the local variables were, in the order of `co_varnames`; `nil` for one that was not
  ///     set, as those are that are not given.
  ///   - back: the caller's frame.
  ///   - lasti: the byte of the instruction that was run last.
  /// - Throws: ``PyError`` `TypeError` for what is no function, or no frame; `ValueError` for more
  ///   variables than there are, or an instruction that there is not.
  public func makeFrame(
    of function: Object, locals: [Object?] = [], back: Object? = nil, lasti: Int = 0
  ) throws(PyError) -> Object {
    let function = try own(function).address
    guard try type(of: function).kind == .function else {
      throw PyError(.typeError, "a frame is made of a function")
    }
    if let back, try type(of: try own(back).address).kind != .frame {
      throw PyError(.typeError, "the caller of a frame is a frame")
    }
    let code = try get(c.function.fields.func_code, of: function)
    let size = try instructionCount(of: code)
    guard 0...size ~= lasti else {
      throw PyError(.valueError, "byte \(lasti) is none of the \(size) bytes of instructions")
    }
    guard locals.count <= Int(try get(c.code.fields.co_nlocals, of: code)) else {
      throw PyError(.valueError, "there are more values than local variables")
    }
    var values: [Object?] = []
    for value in locals {
      values.append(try value.map { (value) throws(PyError) in try own(value) })
    }
    let variables = try variables(of: function, code, values)
    let slots = variables.count + Int(try get(c.code.fields.co_stacksize, of: code))
    let frame = try newFrame(of: code, slots: slots)
    let place = try frame.address
    if let back { try replace(c.frame.fields.f_back, of: place, with: try back.address) }
    if let trace = c.frame.fields.f_trace_lines { try set(trace, of: place, to: 1) }
    if c.frame.fields.f_code == nil {
      try fillData(of: place, function, code, count: variables.count, lasti: lasti)
    } else {
      try fillFrame(place, function, code, count: variables.count, lasti: lasti)
    }
    for (index, value) in variables.enumerated() {
      try setVariable(index, of: place, to: try value?.address ?? .null)
    }
    try track(place)
    return frame
  }

  /// A frame without anything in it: `frame_alloc`, `_PyFrame_New_NoTrack`.
  private func newFrame(of code: Address, slots: Int) throws(PyError) -> Object {
    let type = try type(.frame)
    guard let field = c.code.fields.co_zombieframe else {
      return Object(try newStruct(type, items: slots), in: self)
    }
    let zombie = try get(field, of: code).address
    guard zombie != .null else {
      let frame = Object(try newStruct(type, items: slots), in: self)
      try set(c.varObject.fields.ob_size, of: try frame.address, to: slots)
      return frame
    }
    try set(field, of: code, to: .null)
    try makeHead(of: zombie, type: type)
    return Object(zombie, in: self)
  }

  private func instructionCount(of code: Address) throws(PyError) -> Int {
    let size = c.varObject.fields.ob_size
    guard let field = c.code.fields.co_code else { return 2 * (try get(size, of: code)) }
    return try get(size, of: try get(field, of: code))
  }

  /// The variables as they stand in the frame: locals, then cells, then free variables.
  private func variables(
    of function: Address, _ code: Address, _ locals: [Object?]
  ) throws(PyError) -> [Object?] {
    let names = try variableNames("co_varnames", of: code)
    let cells = try variableNames("co_cellvars", of: code)
    var variables = locals
    variables += Array(repeating: nil, count: max(0, names.count - locals.count))
    for cell in cells {
      let index = names.firstIndex(of: cell)
      let value = index.flatMap { variables[$0] }
      let made = try makeCell(value)
      if let index, build.version >= .v3_11 {
        variables[index] = made
      } else {
        // Up to 3.10 a parameter moves into its cell; in 2.7 it stays as well
        if let index, build.version >= .v3_0 { variables[index] = nil }
        variables.append(made)
      }
    }
    let closure = try get(c.function.fields.func_closure, of: function)
    if closure != .null {
      for cell in try items(ofTuple: closure) { variables.append(try newReference(to: cell)) }
    }
    return variables
  }

  private func variableNames(_ attribute: String, of code: Address) throws(PyError) -> [String] {
    let tuple = try newReference(to: code).get(attribute)
    var names: [String] = []
    for item in try items(ofTuple: try tuple.address) { names.append(try string(of: item) ?? "") }
    return names
  }

  /// `PyFrame_New`, up to 3.10, and what `_PyEval_EvalFrameDefault` leaves of it.
  private func fillFrame(
    _ frame: Address, _ function: Address, _ code: Address, count: Int, lasti: Int
  ) throws(PyError) {
    let fields = c.frame.fields
    let globals = try get(c.function.fields.func_globals, of: function)
    if let field = fields.f_code { try replace(field, of: frame, with: code) }
    if let field = fields.f_globals { try replace(field, of: frame, with: globals) }
    if let field = fields.f_builtins {
      try replace(field, of: frame, with: try builtins(of: globals))
    }
    if let field = fields.f_valuestack, let items = fields.f_localsplus {
      try set(field, of: frame, to: frame + items.offset + count * pointerSize)
    }
    if let field = fields.f_tstate {
      try set(field, of: frame, to: Address(rawValue: UInt64(Self.threadIdentifier)))
    }
    let is3_10 = build.version >= .v3_10
    // bpo-42246, 3.10: in code units; the line is what the instruction says
    if let field = fields.f_lasti { try set(field, of: frame, to: is3_10 ? lasti / 2 : lasti) }
    if is3_10 {
      if let field = fields.f_state { try set(field, of: frame, to: PyFrameObject.raised) }
    } else {
      let line = try get(c.code.fields.co_firstlineno, of: code)
      try set(fields.f_lineno, of: frame, to: Int(line))
    }
  }

  /// Where the call's own data stands in a frame object, 3.11 on.
  private var dataOffset: Int { c.frame.fields._f_frame_data?.offset.rawValue ?? 0 }

  /// `take_ownership`, Python/frame.c
  private func fillData(
    of frame: Address, _ function: Address, _ code: Address, count: Int, lasti: Int
  ) throws(PyError) {
    let fields = c.interpreterFrame.fields
    let data = frame + dataOffset
    if let field = c.frame.fields.f_frame { try set(field, of: frame, to: data) }
    for (offset, object) in [(fields.f_code, code), (fields.f_funcobj, function)] {
      try setReference(at: data + offset, to: object)
    }
    let globals = try get(c.function.fields.func_globals, of: function)
    try set(fields.f_globals, of: data, to: globals)
    if let field = c.function.fields.func_builtins {
      try set(fields.f_builtins, of: data, to: try get(field, of: function))
    }
    if let units = c.code.fields.co_code_adaptive {
      try set(fields.instr_ptr, of: data, to: code + units.offset + lasti / 2 * 2)
    }
    try set(fields.owner, of: data, to: _PyInterpreterFrame.ownedByFrameObject)
    if let field = fields.stacktop { try set(field, of: data, to: count) }
    if let field = fields.stackpointer {
      try set(field, of: data, to: data + fields.localsplus.offset + count * pointerSize)
    }
  }

  /// Whether variables are `_PyStackRef`s.
  private var hasStackRefs: Bool { build.version >= .v3_14 }

  /// A new reference where there was none; from 3.14 on a `_PyStackRef`.
  private func setReference(at place: Address, to object: Address) throws(PyError) {
    try xincref(object)
    guard hasStackRefs else { return try setPointer(at: place, to: object) }
    let isCounted = object == .null ? false : try referenceCount(of: object) != .immortal
    let bits = _PyStackRef.bits(of: object, isCounted: isCounted)
    try store(bits, size: pointerSize, at: place)
  }

  /// What a place of a frame's refers to, borrowed.
  func reference(at place: Address) throws(PyError) -> Address {
    let value = try pointer(at: place)
    return hasStackRefs ? _PyStackRef.target(of: value.rawValue) : value
  }

  /// Where a variable of a frame's is.
  private func variablePlace(_ index: Int, of frame: Address) -> Address {
    let first =
      c.frame.fields.f_localsplus?.offset.rawValue
      ?? dataOffset + c.interpreterFrame.fields.localsplus.offset.rawValue
    return frame + (first + index * pointerSize)
  }

  private func setVariable(
    _ index: Int, of frame: Address, to object: Address
  ) throws(PyError) {
    try setReference(at: variablePlace(index, of: frame), to: object)
  }

  /// Where the variables of a frame are that has ended: nothing is on its stack.
  func variablePlaces(of frame: Address) throws(PyError) -> [Address] {
    let first = variablePlace(0, of: frame)
    let fields = c.interpreterFrame.fields
    let data = frame + dataOffset
    let count: Int
    if let field = c.frame.fields.f_valuestack {
      count = try get(field, of: frame).distance(from: first) / pointerSize
    } else if let field = fields.stacktop {
      count = Int(try get(field, of: data))
    } else if let field = fields.stackpointer {
      count = try get(field, of: data).distance(from: first) / pointerSize
    } else {
      count = 0
    }
    return (0..<max(0, count)).map { first + $0 * pointerSize }
  }

  /// `frame_tp_clear`: the variables go.
  func clearVariables(of frame: Address) throws(PyError) {
    for place in try variablePlaces(of: frame) {
      let old = try reference(at: place)
      try setReference(at: place, to: .null)
      try xdecref(old)
    }
  }

  /// What the struct of a frame refers to.
  func structReferences(
    of frame: Address, _ type: TypeObject
  ) throws(PyError) -> [Address] {
    var found: [Address] = []
    for member in type.layout.members
    where member.role == .reference || member.role == .stackReference {
      let place = frame + member.offset
      let value =
        member.role == .reference ? try pointer(at: place) : try reference(at: place)
      if value != .null { found.append(value) }
    }
    return found
  }

  /// A traceback: `PyTraceBack_Here`.
  ///
  /// - Parameters:
  ///   - next: the traceback of the call that this one made.
  ///   - lineno: the line; `nil` for where the code begins, and from 3.11 on for -1, which CPython asks
  ///     the code about when somebody wants to know.
  /// - Throws: ``PyError`` `TypeError` for what is no frame, or no traceback.
  public func makeTraceback(
    of frame: Object, next: Object? = nil, lineno: Int? = nil
  ) throws(PyError) -> Object {
    let frame = try own(frame).address
    guard try type(of: frame).kind == .frame else {
      throw PyError(.typeError, "a traceback holds a frame")
    }
    if let next, try type(of: try own(next).address).kind != .traceback {
      throw PyError(.typeError, "expected traceback object or None")
    }
    let traceback = Object(try newStruct(try type(.traceback)), in: self)
    let place = try traceback.address
    let fields = c.traceback.fields
    if let next { try replace(fields.tb_next, of: place, with: try next.address) }
    try replace(fields.tb_frame, of: place, with: frame)
    try set(fields.tb_lasti, of: place, to: try lasti(of: frame))
    let first = Int(try get(c.code.fields.co_firstlineno, of: try code(of: frame)))
    try set(fields.tb_lineno, of: place, to: lineno ?? (build.version < .v3_11 ? first : -1))
    try track(place)
    return traceback
  }

  /// `_PyFrame_GetCode`, borrowed.
  func code(of frame: Address) throws(PyError) -> Address {
    if let field = c.frame.fields.f_code { return try get(field, of: frame) }
    return try reference(at: frame + dataOffset + c.interpreterFrame.fields.f_code)
  }

  /// `f_lasti`, in bytes.
  func lasti(of frame: Address) throws(PyError) -> Int {
    if let field = c.frame.fields.f_lasti {
      let number = Int(try get(field, of: frame))
      return build.version >= .v3_10 ? 2 * number : number
    }
    guard let units = c.code.fields.co_code_adaptive else { return 0 }
    let pointer = try get(c.interpreterFrame.fields.instr_ptr, of: frame + dataOffset)
    return pointer.distance(from: try code(of: frame) + units.offset)
  }

  /// What an attribute of a frame's shows, borrowed; `nil` for others.
  func frameAttribute(_ name: String, of frame: Address) throws(PyError) -> Address? {
    let fields = c.interpreterFrame.fields
    switch name {
    case "f_back": return try get(c.frame.fields.f_back, of: frame)
    case "f_code": return try code(of: frame)
    case "f_globals":
      if let field = c.frame.fields.f_globals { return try get(field, of: frame) }
      return try get(fields.f_globals, of: frame + dataOffset)
    case "f_builtins":
      if let field = c.frame.fields.f_builtins { return try get(field, of: frame) }
      return try get(fields.f_builtins, of: frame + dataOffset)
    default: return nil
    }
  }
}
