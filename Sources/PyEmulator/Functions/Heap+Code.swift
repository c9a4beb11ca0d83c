import PyLayout

/// Code objects: Objects/codeobject.c
extension Heap {
  /// A code object: `PyCode_New`.
  ///
  /// Its bytecode is not run here. What is run in its place is the body.
  ///
  /// - Parameter body: what functions of the code do; `nil` for what only returns `None`, where the
  ///   instructions are not given either.
  /// - Throws: ``PyError`` `ValueError` for numbers that do not fit each other, `NotImplementedError` where
  ///   no instructions are given, and CPython's own are not known here.
  public func makeCode(_ code: PyCode, body: Body? = nil) throws(PyError) -> Object {
    let instructions = try checkedInstructions(of: code)
    let fields = c.code.fields
    let items = fields.co_code_adaptive == nil ? 0 : instructions.count / 2
    let object = Object(try newStruct(try type(.code), items: items), in: self)
    let place = try object.address
    let hasCells = !code.cellvars.isEmpty || !code.freevars.isEmpty
    var flags: PyCodeObject.Flags = [.optimized, .newLocals]
    if !hasCells && build.version < .v3_11 { flags.insert(.noFree) }
    try set(fields.co_flags, of: place, to: code.flags ?? flags.rawValue)
    try set(fields.co_argcount, of: place, to: code.argcount)
    if let field = fields.co_posonlyargcount {
      try set(field, of: place, to: code.posonlyargcount)
    }
    if let field = fields.co_kwonlyargcount { try set(field, of: place, to: code.kwonlyargcount) }
    try set(fields.co_nlocals, of: place, to: code.varnames.count)
    try set(fields.co_stacksize, of: place, to: stacksize(of: code))
    try set(fields.co_firstlineno, of: place, to: code.firstlineno)
    try set(fields.co_consts, of: place, to: try makeConsts(code.consts))
    try set(fields.co_names, of: place, to: try makeNames(code.names))
    // PyAST_mod2obj
    let filename =
      build.version < .v3_13 ? try makeText(code.filename) : try internedName(code.filename)
    try set(fields.co_filename, of: place, to: filename)
    try set(fields.co_name, of: place, to: try internedName(code.name))
    let table = code.linetable ?? lineTable(instructions.count)
    // 3.6 alone: _PyBytes_Resize to nothing does not give the shared one
    let isAlone = build.version >= .v3_0 && build.version < .v3_7
    try set(
      fields.co_linetable, of: place, to: isAlone ? try newBytes(table) : try makeBytes(table))
    if let units = fields.co_code_adaptive {
      try set(c.varObject.fields.ob_size, of: place, to: items)
      try write(instructions, at: place + units.offset)
      try makeLocalsPlus(of: place, code, instructions)
    } else {
      try makeTuples(of: place, code, instructions)
    }
    try hashParts(of: place)
    bodies[place] =
      body ?? (code.code == nil ? { [unowned self] _ throws(PyError) in try none } : nil)
    if build.isFreeThreaded { try track(place) }
    return object
  }

  private func stacksize(of code: PyCode) -> Int {
    code.stacksize ?? (build.version.isSameSeries(as: .v3_12) ? 0 : 1)
  }

  /// `_PyCode_Validate`: the instructions of a code whose numbers fit each other.
  private func checkedInstructions(of code: PyCode) throws(PyError) -> [UInt8] {
    let most = Int(Int32.max) >> 4
    let counts = [
      code.argcount, code.posonlyargcount, code.kwonlyargcount, code.stacksize ?? 0,
      code.firstlineno,
    ]
    guard counts.allSatisfy({ 0...most ~= $0 }), code.posonlyargcount <= code.argcount else {
      throw PyError(.valueError, "code: a number is negative or too large")
    }
    let flags = PyCodeObject.Flags(rawValue: code.flags ?? 0)
    let parameters =
      code.argcount + code.kwonlyargcount + (flags.contains(.varargs) ? 1 : 0)
      + (flags.contains(.varkeywords) ? 1 : 0)
    guard parameters <= code.varnames.count else {
      throw PyError(.valueError, "code: varnames is too small")
    }
    guard let instructions = code.code ?? PyCodeObject.returningNone(on: build) else {
      throw PyError(
        .notImplementedError, "the bytecode of CPython \(build) is not known here: give the code")
    }
    guard build.version < .v3_0 || instructions.count.isMultiple(of: 2) else {
      throw PyError(.valueError, "code: co_code is malformed")
    }
    return instructions
  }

  /// `code_hash`, which the compiler asks for as it makes the code a constant of the code around it: what
  /// keeps its hash has it. The file's name was looked up as well.
  private func hashParts(of code: Address) throws(PyError) {
    let fields = c.code.fields
    var parts: [Address] = []
    for field in [fields.co_code, fields.co_exceptiontable] {
      if let field { parts.append(try get(field, of: code)) }
    }
    if build.version >= .v3_0 { parts.append(try get(fields.co_filename, of: code)) }
    // merge_const_one, Python/compile.c
    if build.version >= .v3_10 { parts.append(try get(fields.co_linetable, of: code)) }
    parts += try items(ofTuple: try get(fields.co_consts, of: code))
    for part in parts where try type(of: part).kind != .code { _ = try? hash(of: part) }
  }

  /// A table in which no instruction has a line: Objects/lnotab_notes.txt, from 3.11 on
  /// InternalDocs/code_objects.md
  private func lineTable(_ count: Int) -> [UInt8] {
    if build.version < .v3_10 { return [] }
    var table: [UInt8] = []
    let isPairs = build.version < .v3_11
    var left = isPairs ? count : count / 2
    while left > 0 {
      let length = min(left, isPairs ? 254 : 8)
      // -128 for no line; PY_CODE_LOCATION_INFO_NONE
      table += isPairs ? [UInt8(length), 0x80] : [0x80 | 15 << 3 | UInt8(length - 1)]
      left -= length
    }
    return table
  }

  /// A tuple of names, all interned: `intern_strings`.
  private func makeNames(_ names: [String]) throws(PyError) -> Address {
    var objects: [Object] = []
    for name in names { objects.append(Object(try internedName(name), in: self)) }
    return try makeTuple(try own(objects))
  }

  /// `intern_string_constants`: constants that could be names are interned.
  private func makeConsts(_ consts: [Object]?) throws(PyError) -> Address {
    guard let consts else { return try makeTuple([singletons.none]) }
    var objects: [Object] = []
    for const in consts {
      let address = try own(const).address
      let type = try type(of: address)
      let isText = build.version < .v3_0 ? type === builtin.bytes : type === builtin.str
      if isText, let text = try string(of: address),
        PyValue.isInterned(text.unicodeScalars.map(\.value), on: build)
      {
        objects.append(Object(try internedName(text), in: self))
      } else {
        objects.append(const)
      }
    }
    return try makeTuple(try own(objects))
  }

  /// Up to 3.10: the instructions and each kind of variable are objects of their own.
  private func makeTuples(
    of place: Address, _ code: PyCode, _ instructions: [UInt8]
  ) throws(PyError) {
    let fields = c.code.fields
    if let field = fields.co_code {
      try set(field, of: place, to: try makeBytes(instructions))
    }
    for (field, names) in [
      (fields.co_varnames, code.varnames), (fields.co_freevars, code.freevars),
      (fields.co_cellvars, code.cellvars),
    ] {
      if let field { try set(field, of: place, to: try makeNames(names)) }
    }
    let parameters = code.varnames.prefix(code.argcount + code.kwonlyargcount)
    guard code.cellvars.contains(where: parameters.contains) else { return }
    // CO_CELL_NOT_AN_ARG: -1, or 255 where a byte is enough
    let numbers = code.cellvars.map { parameters.firstIndex(of: $0) ?? -1 }
    if let field = fields.co_cell2arg {
      let block = try allocate(numbers.count * pointerSize, .mem)
      for (index, number) in numbers.enumerated() {
        try words.setSsize(at: block + index * pointerSize, to: number)
      }
      try set(field, of: place, to: Pointer(block))
    } else if let field = fields.byteCell2arg {
      let block = try allocate(numbers.count, .mem)
      try write(numbers.map { UInt8(truncatingIfNeeded: $0) }, at: block)
      try set(field, of: place, to: Pointer(block))
    }
  }

  /// From 3.11 on: all variables are in one tuple, and a byte says what each is.
  private func makeLocalsPlus(
    of place: Address, _ code: PyCode, _ instructions: [UInt8]
  ) throws(PyError) {
    let fields = c.code.fields
    let cells = code.cellvars.filter { !code.varnames.contains($0) }
    let kinds =
      code.varnames.indices.map { kind(ofLocal: $0, code) }
      + cells.map { _ in .cell } + code.freevars.map { _ in .free }
    let names = code.varnames + cells + code.freevars
    if let field = fields.co_localsplusnames {
      try set(field, of: place, to: try makeNames(names))
    }
    if let field = fields.co_localspluskinds {
      try set(field, of: place, to: try makeBytes(kinds.map(\.rawValue)))
    }
    if let field = fields.co_nlocalsplus { try set(field, of: place, to: names.count) }
    if let field = fields.co_nplaincellvars { try set(field, of: place, to: cells.count) }
    if let field = fields.co_ncellvars { try set(field, of: place, to: code.cellvars.count) }
    if let field = fields.co_nfreevars { try set(field, of: place, to: code.freevars.count) }
    if let field = fields.co_framesize {
      // FRAME_SPECIALS_SIZE, Include/internal/pycore_frame.h
      let specials = (_PyInterpreterFrame.layout(on: build).size - 1) / pointerSize
      try set(field, of: place, to: names.count + stacksize(of: code) + specials)
    }
    if let field = fields.co_version {
      codeVersion += 1
      try set(field, of: place, to: codeVersion)
    }
    // QUICKENING_INITIAL_WARMUP_VALUE, Include/internal/pycore_code.h
    if let field = fields.co_warmup { try set(field, of: place, to: -8) }
    if let field = fields._co_firsttraceable, let resume = PyCodeObject.resume(on: build) {
      let first = stride(from: 0, to: instructions.count, by: 2)
        .first { instructions[$0] == resume }
      try set(field, of: place, to: (first ?? instructions.count) / 2)
    }
    if let field = fields.co_qualname {
      let qualname = code.qualname ?? code.name
      let isName = qualname == code.name || build.version >= .v3_13
      let object = isName ? try internedName(qualname) : try makeText(qualname)
      try set(field, of: place, to: object)
    }
    if let field = fields.co_exceptiontable {
      try set(field, of: place, to: try makeBytes(code.exceptiontable))
    }
  }

  private func kind(ofLocal index: Int, _ code: PyCode) -> PyCodeObject.LocalKind {
    var kind: PyCodeObject.LocalKind = .local
    if code.cellvars.contains(code.varnames[index]) { kind.insert(.cell) }
    guard build.version >= .v3_14 else { return kind }
    let flags = PyCodeObject.Flags(rawValue: code.flags ?? 0)
    let named = code.argcount + code.kwonlyargcount
    let varargs = flags.contains(.varargs) ? 1 : 0
    switch index {
    case ..<code.posonlyargcount: kind.insert(.positional)
    case ..<code.argcount: kind.formUnion([.positional, .keyword])
    case ..<named: kind.insert(.keyword)
    case ..<(named + varargs): kind.formUnion([.positional, .variable])
    case ..<(named + varargs + (flags.contains(.varkeywords) ? 1 : 0)):
      kind.formUnion([.keyword, .variable])
    default: break
    }
    return kind
  }
}
