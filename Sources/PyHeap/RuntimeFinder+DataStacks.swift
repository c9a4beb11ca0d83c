internal import PyLayout
internal import PyMemory

extension RuntimeFinder {
  /// What the threads of some interpreters have their frames on; from 3.11 on, before that frames are objects.
  func dataStacks(of interpreters: [Address]) -> [DataStack] {
    guard build.version >= .v3_11 else { return [] }
    let running = interpreters.flatMap { threads(of: $0) }.flatMap { dataStacks(of: $0) }
    return running + putAside(beside: Set(running.map(\.range.lowerBound)))
  }

  /// The threads of an interpreter, `PyThreadState`: it names one of them somewhere, and each names its neighbours
  /// and the interpreter.
  private func threads(of interpreter: Address) -> [UInt64] {
    let layout = _ts.layout(on: build)
    func isThread(_ place: UInt64) -> Bool {
      guard place & UInt64(pointer - 1) == 0, place > 1 << 16,
        word(place &+ layout.interp.place) == interpreter.rawValue,
        let before = word(place &+ layout.prev.place)
      else { return false }
      return before == 0 || word(before &+ layout.next.place) == place
    }
    let window = window(at: interpreter)
    let named = stride(from: window.lowerBound, to: window.upperBound, by: pointer).lazy
      .compactMap { word($0) }.first(where: isThread)
    guard let named else { return [] }
    /// From a thread on, as far as one names another.
    func others(by field: UInt64) -> [UInt64] {
      var found: [UInt64] = []
      var place = word(named &+ field) ?? 0
      while place != 0, place != named, found.count < 1 << 20, isThread(place) {
        found.append(place)
        place = word(place &+ field) ?? 0
      }
      return found
    }
    return others(by: layout.prev.place).reversed() + [named] + others(by: layout.next.place)
  }

  /// Whether a range is mapped as a whole, and nothing else than memory.
  private func isMapped(_ range: Range<UInt64>) -> Bool {
    guard let mapping = picture.mapping(of: range.lowerBound) else { return false }
    return !mapping.isFile && mapping.isWritable && range.upperBound <= mapping.range.upperBound
  }

  /// Where the chunk is that begins at an address, if one may: it says how long it is.
  private func chunk(at place: UInt64) -> Range<UInt64>? {
    guard place & 0xFFF == 0, place != 0,
      let size = word(place &+ _PyStackChunk.layout(on: build).fields.size.place),
      size >= 1 << 14, size & 0xFFF == 0
    else { return nil }
    let (end, overflows) = place.addingReportingOverflow(size)
    return !overflows && isMapped(place..<end) ? place..<end : nil
  }

  /// The chunks that no thread has at this moment, as those of greenlets, which put their frames aside:
  /// `slp_save_state`, greenlet's TPythonState.cpp. Each begins with a frame, which has a code.
  private func putAside(beside running: Set<UInt64>) -> [DataStack] {
    let layout = _PyStackChunk.layout(on: build)
    let f_code = UInt64(_PyInterpreterFrame.layout(on: build).f_code.rawValue)
    let ob_type = PyObject.layout(on: build).ob_type.place
    let tp_name = PyTypeObject.layout(on: build).tp_name.place
    var codes: [UInt64: Bool] = [:]
    func isCode(_ place: UInt64) -> Bool {
      guard let type = word(place &+ ob_type) else { return false }
      if let answer = codes[type] { return answer }
      let name = word(type &+ tp_name).flatMap {
        try? memory.bytes(at: Address(rawValue: $0), count: 5)
      }
      let answer = name == Array("code\0".utf8)
      codes[type] = answer
      return answer
    }
    var found: [DataStack] = []
    for mapping in picture.mappings
    where mapping.isWritable && !mapping.isShared && !mapping.isFile {
      for run in picture.pages.runs(in: mapping.range) {
        var page = run.lowerBound
        while page < run.upperBound {
          defer { page += 4096 }
          guard let range = chunk(at: page), !running.contains(page),
            let previous = word(page &+ layout.previous.place), previous & 0xFFF == 0
          else { continue }
          // push_chunk, Python/pystate.c: of the first one the first word is left out
          let first = page &+ UInt64(layout.data.offset.rawValue)
          let frame = previous == 0 ? first &+ UInt64(pointer) : first
          guard let code = word(frame &+ f_code), isCode(code & ~3) else { continue }
          found.append(DataStack(range: range, used: first..<range.upperBound))
          page = range.upperBound - 4096
        }
      }
    }
    return found
  }

  /// The chunks of a thread. It names the last one, then how far that is taken, then its end:
  /// `datastack_chunk`, `datastack_top`, `datastack_limit`.
  private func dataStacks(of thread: UInt64) -> [DataStack] {
    let layout = _PyStackChunk.layout(on: build)
    let step = UInt64(pointer)
    func stack(_ range: Range<UInt64>, to top: UInt64) -> DataStack {
      let first = range.lowerBound + UInt64(layout.data.offset.rawValue)
      return DataStack(range: range, used: first..<min(max(first, top), range.upperBound))
    }
    var found: [DataStack] = []
    var met: Set<UInt64> = []
    for place in stride(from: thread, to: thread &+ 1 << 12, by: pointer) {
      guard let chunk = word(place), let whole = self.chunk(at: chunk) else { continue }
      if found.isEmpty, let top = word(place &+ step), word(place &+ 2 * step) == whole.upperBound,
        (whole.lowerBound...whole.upperBound).contains(top)
      {
        found.append(stack(whole, to: top))
        met.insert(chunk)
        var previous = word(chunk &+ layout.previous.place) ?? 0
        while let range = self.chunk(at: previous), met.insert(previous).inserted {
          let count = word(previous &+ layout.top.place) ?? 0
          let first = range.lowerBound + UInt64(layout.data.offset.rawValue)
          found.append(stack(range, to: first &+ min(count, UInt64(range.count)) &* step))
          previous = word(previous &+ layout.previous.place) ?? 0
        }
      } else if let last = found.first, build.version >= .v3_14,
        word(chunk &+ layout.previous.place) == last.range.lowerBound
      {
        // datastack_cached_chunk: it was the next one, and is kept
        found.append(DataStack(range: whole, used: whole.lowerBound..<whole.lowerBound))
      }
    }
    return found
  }
}
