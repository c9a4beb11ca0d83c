internal import PyLayout

/// Finds what a CPython's image has and does not export, as of a program that was linked with libpython.a and
/// without `-Wl,-E`: by what it looks like.
struct HiddenSymbols {
  private let image: ELFImage
  private let memory: StillMemory
  private let pointer: Int
  /// `PyType_Type`, the object that is its own type and has the name `type`.
  private let type: UInt64
  /// The offset of its `ob_type`, which `_PyObject_HEAD_EXTRA` and free-threaded builds put elsewhere.
  private let ob_type: UInt64

  /// `nil` where nothing is its own type.
  init?(of image: ELFImage, in memory: StillMemory) {
    self.image = image
    self.memory = memory
    pointer = image.pointerSize
    let step = UInt64(pointer)
    let place = Self.places(in: image).first { place in
      guard let word = memory.word(place, size: image.pointerSize), word < place,
        place - word <= 8 * step, (place - word) % step == 0
      else { return false }
      return Self.isText("type", atWord: place + 2 * step, of: image, in: memory)
    }
    guard let place, let word = memory.word(place, size: pointer) else { return nil }
    type = word
    ob_type = place - word
  }

  /// The symbols that are asked for of a CPython, as far as its version has them.
  ///
  /// - Parameter version: what its text says.
  func all(of version: Version) -> [String: Address] {
    var found = ["PyType_Type": type]
    // The message of _Py_NegativeRefcount, Objects/object.c, which Py_REF_DEBUG alone has
    let isDebug = hasText("negative ref count")
    if isDebug { found["_Py_NegativeRefcount"] = type }
    if version < .v3_0 {
      for (symbol, name) in [
        ("PyInt_Type", "int"), ("PyFloat_Type", "float"), ("PyInstance_Type", "instance"),
        ("PyClass_Type", "classobj"),
      ] {
        found[symbol] = object(named: name)
      }
    }
    if version < .v3_7 {
      found["_PyGC_generation0"] = generation0
    } else {
      found["_PyRuntime"] = version < .v3_13 ? runtime(of: version, isDebug) : cookie
    }
    return found.mapValues { Address(rawValue: $0) }
  }

  private func word(_ place: UInt64) -> UInt64? { memory.word(place, size: pointer) }

  /// Where pointers may stand in the data of an image.
  private static func places(in image: ELFImage) -> some Sequence<UInt64> {
    image.data.lazy.flatMap { range in
      let step = UInt64(image.pointerSize)
      return stride(
        from: (range.lowerBound + step - 1) / step * step, to: range.upperBound, by: Int(step))
    }
  }

  private var places: some Sequence<UInt64> { Self.places(in: image) }

  /// Whether a word points at a text.
  private static func isText(
    _ text: String, atWord place: UInt64, of image: ELFImage, in memory: StillMemory
  ) -> Bool {
    let wanted = Array(text.utf8) + [0]
    guard let start = memory.word(place, size: image.pointerSize) else { return false }
    return (try? memory.bytes(at: Address(rawValue: start), count: wanted.count)) == wanted
  }

  /// The type of a name: `tp_name` stands behind `ob_size`.
  private func object(named name: String) -> UInt64? {
    let start = places.first {
      word($0) == type
        && Self.isText(name, atWord: $0 + 2 * UInt64(pointer), of: image, in: memory)
    }
    return start.map { $0 - ob_type }
  }

  /// Whether the image has a text, in what is not data either.
  private func hasText(_ text: String) -> Bool {
    let wanted = Array(text.utf8)
    let bytes = CPythonImage.bytes(of: image.extent, memory)
    guard bytes.count >= wanted.count else { return false }
    return (0...bytes.count - wanted.count).contains { start in
      bytes[start] == wanted[0] && bytes[start..<start + wanted.count].elementsEqual(wanted)
    }
  }

  /// `_PyRuntime` from 3.13 on, which begins with the cookie of `_Py_DebugOffsets`.
  private var cookie: UInt64? {
    let cookie = Array("xdebugpy".utf8).littleEndianBits
    return places.first { memory.word($0, size: 8) == cookie }
  }

  /// `_PyRuntime` of 3.7 to 3.12, by its interpreters, which name their threads.
  private func runtime(of version: Version, _ isDebug: Bool) -> UInt64? {
    guard let build = try? Build(version, pointerSize: pointer, isDebug: isDebug) else {
      return nil
    }
    let layout = _ts.layout(on: build)
    func place(_ field: Field<PlainPointer>, of thread: UInt64) -> UInt64 {
      thread &+ UInt64(field.offset.rawValue)
    }
    /// Whether a thread is there: each names its neighbours, and its interpreter. A weak reference names its object in
    /// the same place.
    func isThread(_ thread: UInt64, of interpreter: UInt64) -> Bool {
      guard word(place(layout.interp, of: thread)) == interpreter,
        let prev = word(place(layout.prev, of: thread)),
        let next = word(place(layout.next, of: thread))
      else { return false }
      return (prev == 0 || word(place(layout.next, of: prev)) == thread)
        && (next == 0 || word(place(layout.prev, of: next)) == thread)
    }
    var known: [UInt64: Bool] = [:]
    /// Whether one of an interpreter's first fields names a thread, which names the interpreter.
    func isInterpreter(_ place: UInt64) -> Bool {
      if let answer = known[place] { return answer }
      let answer =
        place % UInt64(pointer) == 0
        && stride(from: place, to: place &+ 1024, by: pointer).contains { field in
          guard let thread = word(field), thread != 0 else { return false }
          return isThread(thread, of: place)
        }
      known[place] = answer
      return answer
    }
    let state = _PyRuntimeState.layout(on: build)
    func bits<T>(_ field: Field<T>, at runtime: UInt64, _ size: Int) -> UInt64 {
      memory.word(runtime &+ UInt64(field.offset.rawValue), size: size) ?? 0
    }
    let named = places.first { place in
      guard let interpreter = word(place), interpreter != 0 else { return false }
      let runtime = place &- UInt64(state.head.offset.rawValue)
      let count = bits(state.next_id, at: runtime, 8)
      return bits(state.core_initialized, at: runtime, 4) == 1 && 1..<1 << 32 ~= count
        && isInterpreter(bits(state.main, at: runtime, pointer)) && isInterpreter(interpreter)
    }
    return named.map { $0 - UInt64(state.head.offset.rawValue) }
  }

  /// What points at the first of `generations`, Modules/gcmodule.c: the lists of the first two close.
  private var generation0: UInt64? {
    let step = UInt64(pointer)
    func isHead(_ place: UInt64) -> Bool {
      guard let next = word(place), next != 0 else { return false }
      return word(next &+ step) == place
    }
    return places.first { place in
      guard let first = word(place), image.extent.contains(first), first % step == 0, isHead(first)
      else { return false }
      return [3, 4, 6].contains { isHead(first + UInt64($0) * step) }
    }
  }
}
