package import PyLayout

extension Inspector {
  /// Where a `_PyInterpreterFrame` starts in a generator and in a frame object: 3.11 on.
  func frameStart(_ kind: Kind) -> Int? {
    switch kind {
    case .generator: layouts.generator.gi_iframe?.offset.rawValue
    case .frame: layouts.frame._f_frame_data?.offset.rawValue
    default: nil
    }
  }

  /// What a generator and a frame object have of a call: its frame, from 3.11 on, its variables and its
  /// stack.
  func claimFrame(
    _ object: Address, _ type: TypeFacts, _ open: inout OpenBlock
  ) throws(Reason) {
    guard let start = frameStart(type.kind) else { return try claimOldFrame(object, type, &open) }
    let frame = layouts.interpreterFrame
    let (rest, items) = (open.end - start, start + frame.localsplus.offset.rawValue)
    if let f_frame = layouts.frame.f_frame, type.kind == .frame,
      try pointer(object, f_frame.offset.rawValue) != place(object, start)
    {
      return open.claim("_f_frame_data", start, rest, .unused, "for when the call has ended")
    }
    let state = layouts.generator.gi_frame_state?.offset.rawValue ?? 0
    let isOver = type.kind == .generator && open.bits(state, 1) == PyGenObject.cleared(on: build)
    for row in frame.rows.dropLast() {
      let bits = open.bits(start + row.offset.rawValue, row.size)
      // _PyFrame_ClearExceptCode, Python/frame.c: what was given up still stands there
      let isCode = row.offset == frame.f_code
      let isStale = isOver && row.role.holding(bits).isReference && !isCode
      // gen_traverse, Objects/genobject.c, 3.14 on: the code is kept
      let isVisited = !isOver || isCode && build.version >= .v3_14
      open.claim(
        row, at: start, isUsed: !isStale, isStale ? "given up" : meaning(row, bits),
        isVisited: isVisited ? nil : false)
    }
    let code = try untagged(object, start + frame.f_code.rawValue)
    var stack: Int?
    if let stacktop = frame.stacktop {
      let top = Int32(truncatingIfNeeded: open.bits(start + stacktop.offset.rawValue, 4))
      stack = top < 0 ? nil : Int(top)
    } else if let stackpointer = frame.stackpointer {
      let top = open.bits(start + stackpointer.offset.rawValue, at.pointer)
      stack = top == 0 ? nil : Int(clamping: top &- place(object, items).rawValue) / at.pointer
    }
    let variables = try at.code.co_nlocalsplus.map { offset throws(Reason) in
      try int(code, offset, "co_nlocalsplus")
    }
    try claimVariables(
      items, isOver ? 0 : stack ?? variables ?? 0, of: code, areVisited: stack != nil,
      build.version < .v3_14 ? .reference : .stackReference, &open)
  }

  /// Up to 3.10 a frame is an object, and ends in its variables and its stack.
  private func claimOldFrame(
    _ object: Address, _ type: TypeFacts, _ open: inout OpenBlock
  ) throws(Reason) {
    guard type.kind == .frame, let items = layouts.frame.f_localsplus?.offset.rawValue,
      let f_code = layouts.frame.f_code
    else { return }
    let code = try pointer(object, f_code.offset.rawValue)
    let variables = try frameSlots(code) - int(code, at.code.co_stacksize, "co_stacksize")
    var depth = 0
    if let f_stackdepth = layouts.frame.f_stackdepth {
      depth = Int(Int32(truncatingIfNeeded: open.bits(f_stackdepth.offset.rawValue, 4)))
    } else if let f_stacktop = layouts.frame.f_stacktop {
      let top = open.bits(f_stacktop.offset.rawValue, at.pointer)
      let first = place(object, items + variables * at.pointer).rawValue
      depth = top == 0 ? 0 : Int(clamping: top &- first) / at.pointer
    }
    try claimVariables(
      items, variables + max(0, depth), of: code, areVisited: true, .reference, &open)
  }

  /// Variables, cells, free variables and the stack, side by side up to the block's end.
  ///
  /// - Parameters:
  ///   - used: how many of them there are; what is behind them is room for the stack.
  ///   - code: whose they are.
  private func claimVariables(
    _ items: Int, _ used: Int, of code: Address, areVisited: Bool, _ kind: FieldRole,
    _ open: inout OpenBlock
  ) throws(Reason) {
    let count = max(0, open.end - items) / at.pointer
    let names =
      detail == .places ? [] : try variables(code).prefix(count).map { note($0) ?? "?" }
    try claimRun("localsplus", items, count, stride: at.pointer, &open) { middle in
      let set = middle.clamped(to: 0..<max(0, used)).count * at.pointer
      return [
        .init(name: "localsplus[]", role: kind, size: set),
        .init(name: "localsplus[]", role: .unused, size: middle.count * at.pointer - set),
      ].filter { $0.size > 0 }
    } one: { index, place, open in
      let isUsed = index < used
      var meaning = isUsed ? nil : "room for the stack"
      if isUsed, let target = kind.target(of: open.bits(place, at.pointer)) {
        meaning = note(target)
        if index < names.count {
          meaning = "\(names[index]): \(target == .null ? "not set" : meaning ?? "?")"
        }
      }
      open.claim(
        "localsplus[\(index)]", place, at.pointer, isUsed ? kind : .unused, meaning,
        kind == .reference ? Ref.cName : _PyStackRef.cName, isVisited: areVisited ? nil : false)
    }
  }

  /// The names of the variables that stand in a frame object or a generator, in their order; none where they cannot
  /// be read.
  package func variables(of object: Address) -> [Address] {
    do throws(Reason) {
      let code: Address
      if try typeFacts(typeAddress(of: object)).kind == .generator {
        code = try untagged(object, at.code.gi_code)
      } else {
        let first = try pointer(object, at.code.frame)
        code = at.code.co_nlocalsplus == nil ? first : try untagged(first, at.code.f_code)
      }
      return try variables(code)
    } catch {
      return []
    }
  }

  /// The names of a code's local variables, cells and free variables, as they stand in its frames.
  private func variables(_ code: Address) throws(Reason) -> [Address] {
    let layout = layouts.code
    // From 3.11 on one tuple has them all
    let tuples =
      layout.co_localsplusnames.map { [$0] }
      ?? [layout.co_varnames, layout.co_cellvars, layout.co_freevars].compactMap(\.self)
    var names: [Address] = []
    for tuple in tuples {
      names += try addresses(inTuple: pointer(code, tuple.offset.rawValue))
    }
    return names
  }
}
