import PyLayout

/// Functions: Objects/funcobject.c
extension Heap {
  /// `globals()` of `__main__`: a dict with its `__name__`, and a `__builtins__` in which nothing is.
  ///
  /// - Throws: ``PyError`` when there is no memory for it.
  public var globals: Object {
    get throws(PyError) {
      if let known = singletons.globals { return try newReference(to: known) }
      let globals = try makeDict()
      try globals.setItem(
        Object(try internedName("__name__"), in: self),
        to: Object(try internedName("__main__"), in: self))
      try globals.setItem(Object(try internedName("__builtins__"), in: self), to: makeDict())
      singletons.globals = try globals.address
      try incref(try globals.address)
      return globals
    }
  }

  /// `def`: a function, and its code.
  ///
  /// Its bytecode is not run here: what it does is its body, which gets an object for each parameter, those
  /// with defaults and `*args` and `**kwargs` too.
  ///
  ///     let code = PyCode("f", parameters: ["a", "b"])
  ///     let f = try heap.makeFunction(code, defaults: [1]) { $0[1] }
  ///     print(try f(5))  // 1
  ///
  /// - Parameters:
  ///   - globals: `__globals__`, a dict; `nil` for ``globals``.
  ///   - defaults: what the last positional parameters are by default.
  ///   - kwdefaults: what keyword-only parameters are by default, a dict; in 3.x.
  ///   - closure: a cell for each of the code's free variables.
  ///   - body: what it does; `nil` for what only returns `None`.
  /// - Throws: ``PyError`` as ``makeCode(_:body:)`` and ``makeFunction(of:qualname:globals:defaults:kwdefaults:closure:)``.
  public func makeFunction(
    _ code: PyCode, globals: Object? = nil, defaults: [any ObjectConvertible] = [],
    kwdefaults: Object? = nil, closure: [Object] = [], body: Body? = nil
  ) throws(PyError) -> Object {
    try makeFunction(
      of: try makeCode(code, body: body), qualname: code.qualname, globals: globals,
      defaults: defaults, kwdefaults: kwdefaults, closure: closure)
  }

  /// A function of a code that is there: `PyFunction_NewWithQualName`, `MAKE_FUNCTION`.
  ///
  /// - Parameter qualname: `__qualname__` of 3.x up to 3.10, which the code has from 3.11 on; `nil` for its
  ///   name.
  /// - Throws: ``PyError`` `TypeError` for arguments of other types, `ValueError` for another number of
  ///   cells than free variables.
  public func makeFunction(
    of code: Object, qualname: String? = nil, globals: Object? = nil,
    defaults: [any ObjectConvertible] = [], kwdefaults: Object? = nil, closure: [Object] = []
  ) throws(PyError) -> Object {
    let code = try own(code).address
    guard try type(of: code).kind == .code else {
      throw PyError(.typeError, "a function is made of a code")
    }
    let globals = if let globals { try own(globals) } else { try self.globals }
    for dict in [globals, kwdefaults] {
      guard let dict, try type(of: try own(dict).address).kind != .dict else { continue }
      throw PyError(.typeError, "globals and kwdefaults are dicts")
    }
    let cells = try own(closure)
    for cell in cells where try type(of: cell).kind != .cell {
      throw PyError(.typeError, "arg 5 (closure) expected cell, found \(try type(of: cell).name)")
    }
    let free = try freeCount(of: code)
    guard free == cells.count else {
      let name = try string(of: try get(c.code.fields.co_name, of: code)) ?? ""
      throw PyError(
        .valueError, "\(name) requires closure of length \(free), not \(cells.count)")
    }
    var values: [Object] = []
    for value in defaults { values.append(try own(value)) }

    let fields = c.function.fields
    let function = Object(try newStruct(try type(.function)), in: self)
    let place = try function.address
    try replace(fields.func_code, of: place, with: code)
    try replace(fields.func_globals, of: place, with: try globals.address)
    try fillNames(of: place, code, qualname)
    try replace(fields.func_doc, of: place, with: try docstring(of: code))
    if let field = fields.func_builtins {
      try replace(field, of: place, with: try builtins(of: try globals.address))
    }
    if let name = try item(try globals.address, "__name__") {
      try replace(fields.func_module, of: place, with: name)
    }
    if !values.isEmpty {
      try set(fields.func_defaults, of: place, to: try makeTuple(try own(values)))
    }
    if let kwdefaults, let field = fields.func_kwdefaults {
      try replace(field, of: place, with: try kwdefaults.address)
    }
    if !cells.isEmpty { try set(fields.func_closure, of: place, to: try makeTuple(cells)) }
    // _PyFunction_Vectorcall: a function's address, which is not NULL
    if let field = fields.vectorcall {
      try store(1, size: pointerSize, at: place + field.offset)
    }
    // MAKE_FUNCTION, 3.12 on
    if let field = fields.func_version, let version = c.code.fields.co_version {
      try set(field, of: place, to: Int(try get(version, of: code)))
    }
    try track(place)
    return function
  }

  /// `co_freevars`' length.
  private func freeCount(of code: Address) throws(PyError) -> Int {
    let fields = c.code.fields
    if let field = fields.co_nfreevars { return Int(try get(field, of: code)) }
    guard let field = fields.co_freevars else { return 0 }
    return try get(c.varObject.fields.ob_size, of: try get(field, of: code))
  }

  private func fillNames(
    of function: Address, _ code: Address, _ qualname: String?
  ) throws(PyError) {
    let fields = c.function.fields
    let name = try get(c.code.fields.co_name, of: code)
    try replace(fields.func_name, of: function, with: name)
    guard let field = fields.func_qualname else { return }
    if let own = c.code.fields.co_qualname {
      try replace(field, of: function, with: try get(own, of: code))
    } else if let qualname {
      // A constant of the code around it
      let isName = try qualname == string(of: name)
      let object = isName ? try internedName(qualname) : try makeText(qualname)
      _ = try hash(of: object)
      try set(field, of: function, to: object)
    } else {
      try replace(field, of: function, with: name)
    }
  }

  /// The first constant, borrowed, where it is a text; from 3.14 on only where the code says so.
  private func docstring(of code: Address) throws(PyError) -> Address {
    let flags = PyCodeObject.Flags(rawValue: Int(try get(c.code.fields.co_flags, of: code)))
    let consts = try items(ofTuple: try get(c.code.fields.co_consts, of: code))
    guard build.version < .v3_14 || flags.contains(.hasDocstring), let first = consts.first,
      try string(of: first) != nil
    else { return singletons.none }
    return first
  }

  /// `_PyEval_BuiltinsFromGlobals`, borrowed: those of the globals, or those of `__main__`.
  func builtins(of globals: Address) throws(PyError) -> Address {
    for dict in [globals, try self.globals.address] {
      if let found = try item(dict, "__builtins__"), try type(of: found).kind == .dict {
        return found
      }
    }
    return singletons.none
  }

  /// `dict[name]`, borrowed.
  func item(_ dict: Address, _ name: String) throws(PyError) -> Address? {
    let key = Object(try internedName(name), in: self)
    return try item(dict, try key.address)
  }
}
