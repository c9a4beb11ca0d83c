package import PyLayout

/// What the image of a CPython says of itself.
package struct CPythonImage {
  private let version: Version
  private let pointerSize: Int
  private var isFreeThreaded = false
  private let isDebug: Bool
  private var tracesReferences: Bool?
  /// Bytes from the head of one generation of the collector's to the next; `nil` where that is not told.
  private var generation: Int?
  /// Whether it has an interpreter; before 3.7 nobody says.
  package private(set) var isRunning = true

  /// The images of CPythons that have started, among those that begin at some addresses; those that have not ended
  /// come first.
  ///
  /// A program that was linked against libpython may have some of its data itself; its functions it has not.
  package static func all(
    startingAt starts: [UInt64], in memory: any Memory
  ) -> [(image: ELFImage, facts: CPythonImage)] {
    var (found, programs): ([ELFImage], [ELFImage]) = ([], [])
    for start in starts {
      // A file that is mapped to be read looks like an image, and is none
      guard let image = try? ELFImage(at: start, in: memory) else { continue }
      if (try? image.address(of: "Py_Initialize")) ?? nil != nil {
        found.append(image)
      } else if image.hasInterpreter {
        programs.append(image)
      }
    }
    let all = found.compactMap { image in
      var image = image
      image.programs = programs
      return (try? CPythonImage(image, memory)).flatMap { $0 }.map { (image, $0) }
    }
    return all.filter(\.1.isRunning) + all.filter { !$0.1.isRunning }
  }

  /// The same in memory that holds still, where it may be searched as well: where none shows its symbols, those are
  /// found whose symbols are hidden.
  package static func all(
    startingAt starts: [UInt64], inStill memory: StillMemory
  ) -> [(image: ELFImage, facts: CPythonImage)] {
    let shown = all(startingAt: starts, in: memory)
    if !shown.isEmpty { return shown }
    return starts.compactMap { start in
      guard var image = try? ELFImage(at: start, in: memory),
        let symbols = HiddenSymbols(of: image, in: memory),
        let version = toldVersion(image, memory)
      else { return nil }
      image.hidden = symbols.all(of: version)
      return (try? CPythonImage(image, memory)).flatMap { $0 }.map { (image, $0) }
    }
  }

  /// The first of a CPython's interpreters, `PyInterpreterState`, as `_PyRuntime` names it: 0 where it is not started,
  /// or has ended; `nil` before 3.7, where nobody exports it, and where that cannot be read.
  package static func firstInterpreter(
    of image: ELFImage, _ build: Build, in memory: any Memory
  ) -> UInt64? {
    guard build.version >= .v3_7, let runtime = try? image.address(of: "_PyRuntime") else {
      return nil
    }
    func word(_ place: UInt64, _ size: Int) -> UInt64? {
      try? memory.bits(at: Address(rawValue: place), size: size)
    }
    var head = UInt64(_PyRuntimeState.layout(on: build).head.offset.rawValue)
    if build.version >= .v3_13 {
      let field = _Py_DebugOffsets.layout(on: build).interpreters_head
      guard let told = word(runtime.rawValue + UInt64(field.offset.rawValue), 8) else { return nil }
      head = told
    }
    return word(runtime.rawValue &+ head, build.pointerSize)
  }

  /// `nil` where the image is not a CPython's, or that has not started.
  package init?(_ image: ELFImage, _ memory: any Memory) throws(MemoryError) {
    pointerSize = image.pointerSize
    guard let type = try image.address(of: "PyType_Type") else { return nil }
    if let number = try image.address(of: "Py_Version") {
      // Since 3.11: PY_VERSION_HEX
      let hex = try memory.bits(at: number, size: 4)
      version = Version(Int(hex >> 24 & 0xFF), Int(hex >> 16 & 0xFF), Int(hex >> 8 & 0xFF))
    } else if let told = Self.toldVersion(image, memory) {
      version = told
    } else {
      return nil
    }
    // Py_REF_DEBUG, Include/object.h
    isDebug = try image.address(of: "_Py_NegativeRefcount") != nil
    if version >= Version(3, 13) {
      // _Py_DebugOffsets: the cookie, the version, then this
      guard let runtime = try image.address(of: "_PyRuntime"),
        try memory.bytes(at: runtime, count: 8) == Array("xdebugpy".utf8)
      else { return nil }
      isFreeThreaded = try memory.bits(at: runtime + Offset(rawValue: 16), size: 8) != 0
    } else {
      // _PyObject_HEAD_EXTRA: two pointers before ob_refcnt, and type is its own type
      let traced = try memory.bits(
        at: type + Offset(rawValue: 3 * pointerSize), size: pointerSize)
      tracesReferences = traced == type.rawValue
    }
    generation = try Self.generation(image, memory)
    if let build = try? build {
      isRunning = Self.firstInterpreter(of: image, build, in: memory) != 0
    }
  }

  /// The text of `Py_GetVersion`, Python/getversion.c, which is put together when Python starts: the
  /// version, then in parentheses what was built.
  private static func toldVersion(
    _ image: ELFImage, _ memory: any Memory
  ) -> Version? {
    for range in image.data {
      let bytes = Self.bytes(of: range, memory)
      for end in bytes.indices.dropFirst() where bytes[end] == UInt8(ascii: "(") {
        let word = bytes[..<(end - 1)].suffix(16)
        let start = word.lastIndex(of: 0).map { $0 + 1 } ?? word.startIndex
        let digits = word[start...].prefix { 0x30...0x39 ~= $0 || $0 == UInt8(ascii: ".") }
        guard bytes[end - 1] == UInt8(ascii: " "), digits.count >= 5,
          let version = Version(String(decoding: digits, as: UTF8.self))
        else { continue }
        return version
      }
    }
    return nil
  }

  /// The bytes of a range, zeros in pages that cannot be read.
  static func bytes(of range: Range<UInt64>, _ memory: any Memory) -> [UInt8] {
    func read(_ part: Range<UInt64>) -> [UInt8]? {
      try? memory.bytes(
        at: Address(rawValue: part.lowerBound),
        count: Int(truncatingIfNeeded: part.upperBound - part.lowerBound))
    }
    if let all = read(range) { return all }
    // What is damaged may say anything of its size
    if range.upperBound - range.lowerBound > 1 << 26 { return [] }
    var bytes: [UInt8] = []
    var place = range.lowerBound
    while place < range.upperBound {
      let end = min(place & ~0xFFF &+ 4096, range.upperBound)
      bytes += read(place..<end) ?? Array(repeating: 0, count: Int(end - place))
      place = end
    }
    return bytes
  }

  /// Up to 3.6 `_PyGC_generation0` points at the first of `generations`, Modules/gcmodule.c, each of
  /// which is a list's head with two ints behind it: what a head's neighbour calls its neighbour tells
  /// where the second one is.
  private static func generation(
    _ image: ELFImage, _ memory: any Memory
  ) throws(MemoryError) -> Int? {
    guard let pointer = try image.address(of: "_PyGC_generation0") else { return nil }
    let size = image.pointerSize
    let first = Address(rawValue: try memory.bits(at: pointer, size: size))
    for stride in [32, 48] where size == 8 {
      let second = first + Offset(rawValue: stride)
      let next = Address(rawValue: try memory.bits(at: second, size: size))
      let previous = try? memory.bits(at: next + Offset(rawValue: size), size: size)
      if previous == second.rawValue { return stride }
    }
    return nil
  }

  package var build: Build {
    get throws(BuildError) {
      func build(aligned: Bool?) throws(BuildError) -> Build {
        try Build(
          version, pointerSize: pointerSize, isFreeThreaded: isFreeThreaded, isDebug: isDebug,
          tracesReferences: tracesReferences, alignsToTwoPointers: aligned)
      }
      // A head of 24 bytes, or one that is aligned as a long double
      return try build(
        aligned: generation == 48 && version < Version(3, 7) && version.major == 3 ? true : nil)
    }
  }
}
