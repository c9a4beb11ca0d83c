internal import PyInspector
internal import PyLayout
internal import PyMemory

/// Where calls have their variables, on one build: offsets in bytes.
struct FrameOffsets {
  /// Where a `_PyInterpreterFrame` starts in a generator, and in a frame object; `nil` up to 3.10.
  let inGenerator: UInt64?
  let inFrame: UInt64?
  let f_frame: UInt64
  let gi_frame_state: UInt64
  let cleared: UInt64
  /// Where a frame refers to objects beside its code.
  let references: [UInt64]
  let f_code: UInt64
  let stacktop: UInt64?
  let stackpointer: UInt64?
  let stackdepth: UInt64?
  /// Where variables begin: in a `_PyInterpreterFrame`; up to 3.10 in the frame object.
  let localsplus: UInt64
  /// How many there are: from 3.11 on a number of the code, before that one and the lengths of two tuples.
  let co_nlocals: UInt64
  let tuples: [UInt64]
  /// Whether references are `_PyStackRef`.
  let areTagged: Bool

  init(_ build: Build) {
    let generator = PyGenObject.layout(on: build)
    let object = PyFrameObject.layout(on: build)
    let frame = _PyInterpreterFrame.layout(on: build)
    let code = PyCodeObject.layout(on: build)
    inGenerator = generator.gi_iframe.map { UInt64($0.offset.rawValue) }
    inFrame = object._f_frame_data.map { UInt64($0.offset.rawValue) }
    f_frame = object.f_frame?.place ?? 0
    gi_frame_state = generator.gi_frame_state?.place ?? 0
    cleared = PyGenObject.cleared(on: build)
    let roles: [FieldRole] = [.reference, .unvisited, .stackReference]
    references = frame.rows.dropLast().filter {
      roles.contains($0.role) && $0.offset != frame.f_code
    }.map { UInt64($0.offset.rawValue) }
    f_code = object.f_code?.place ?? UInt64(frame.f_code.rawValue)
    stacktop = object.f_stacktop?.place ?? (inFrame == nil ? nil : frame.stacktop?.place)
    stackpointer = inFrame == nil ? nil : frame.stackpointer?.place
    stackdepth = object.f_stackdepth?.place
    localsplus = UInt64((object.f_localsplus ?? frame.localsplus).offset.rawValue)
    co_nlocals = (code.co_nlocalsplus ?? code.co_nlocals).place
    tuples =
      code.co_nlocalsplus == nil
      ? [code.co_cellvars, code.co_freevars].compactMap { $0?.place } : []
    areTagged = build.version >= .v3_14
  }
}

extension HeapWalk {
  /// A reference of a frame's; 0 for what is none.
  private func target(_ bits: UInt64) -> UInt64 {
    frames.areTagged ? FieldRole.stackReference.target(of: bits)?.rawValue ?? 0 : bits
  }

  /// What a generator has of a call: `gen_traverse`, Objects/genobject.c, from 3.11 on.
  mutating func followGenerator(_ object: UInt64) {
    guard let start = frames.inGenerator else { return }
    let isOver = byte(object &+ frames.gi_frame_state) == frames.cleared
    followFrame(object &+ start, isOver: isOver)
  }

  /// What a frame object has of a call: `frame_traverse`, Objects/frameobject.c. While it runs, or where a
  /// generator has it, it stands elsewhere from 3.11 on.
  mutating func followFrameObject(_ object: UInt64) {
    guard let start = frames.inFrame else { return followOldFrame(object) }
    if word(object &+ frames.f_frame) == object &+ start {
      followFrame(object &+ start, isOver: false)
    }
  }

  /// Takes up the words of frames that run, wherever on a thread's data stack one begins: what is behind the last
  /// variable of one, and before the next, was left by calls that have ended.
  mutating func guessFrames(on stacks: [DataStack]) {
    for stack in stacks {
      for place in stride(from: stack.used.lowerBound, to: stack.used.upperBound, by: pointer) {
        guess(target(word(place)))
      }
    }
  }

  private mutating func followFrame(_ frame: UInt64, isOver: Bool) {
    let code = target(word(frame &+ frames.f_code))
    visit(code)
    // _PyFrame_ClearExceptCode, Python/frame.c: what was given up still stands there
    if isOver { return }
    for place in frames.references { visit(target(word(frame &+ place))) }
    let items = frame &+ frames.localsplus
    var stack: UInt64?
    if let place = frames.stacktop {
      let top = Int32(truncatingIfNeeded: memory.word(frame &+ place, size: 4) ?? 0)
      stack = top < 0 ? nil : UInt64(top)
    } else if let place = frames.stackpointer {
      let top = word(frame &+ place)
      stack = top == 0 ? nil : (top &- items) / at.pointer
    }
    followVariables(items, stack ?? variables(of: code), isRunning: stack == nil)
  }

  /// Up to 3.10 a frame is an object, and ends in its variables and its stack.
  private mutating func followOldFrame(_ object: UInt64) {
    let items = object &+ frames.localsplus
    let variables = variables(of: word(object &+ frames.f_code))
    var depth: UInt64?
    if let place = frames.stackdepth {
      let count = Int32(truncatingIfNeeded: memory.word(object &+ place, size: 4) ?? 0)
      depth = count < 0 ? nil : UInt64(count)
    } else if let place = frames.stacktop {
      let top = word(object &+ place)
      depth = top == 0 ? nil : (top &- items) / at.pointer &- variables
    }
    followVariables(items, variables &+ (depth ?? 0), isRunning: depth == nil)
  }

  /// Variables and the stack, side by side. What stands on the stack of a call that runs is not told: words up to
  /// the block's end may be references.
  private mutating func followVariables(_ items: UInt64, _ count: UInt64, isRunning: Bool) {
    let room = bounded(.max, from: items, by: at.pointer)
    let set = min(count, room)
    for index in 0..<set { visit(target(word(items &+ index &* at.pointer))) }
    guard isRunning else { return }
    for index in set..<room { guess(target(word(items &+ index &* at.pointer))) }
  }

  /// How many local variables, cells and free variables a code has: `co_nlocalsplus`.
  private func variables(of code: UInt64) -> UInt64 {
    var count = memory.word(code &+ frames.co_nlocals, size: 4) ?? 0
    for place in frames.tuples { count &+= word(word(code &+ place) &+ at.ob_size) }
    return count
  }
}
