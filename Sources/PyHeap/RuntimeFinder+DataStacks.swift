internal import PyLayout
internal import PyMemory

extension RuntimeFinder {
  /// What the threads of some interpreters have their frames on; from 3.11 on, before that frames are objects.
  func dataStacks(of interpreters: [Address]) -> [DataStack] {
    guard build.version >= .v3_11 else { return [] }
    return interpreters.flatMap { threads(of: $0) }.flatMap { dataStacks(of: $0) }
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

  /// The chunks of a thread. It names the last one, then how far that is taken, then its end:
  /// `datastack_chunk`, `datastack_top`, `datastack_limit`.
  private func dataStacks(of thread: UInt64) -> [DataStack] {
    let layout = _PyStackChunk.layout(on: build)
    let step = UInt64(pointer)
    func range(_ chunk: UInt64) -> Range<UInt64>? {
      guard chunk & 0xFFF == 0, chunk != 0, let size = word(chunk &+ layout.fields.size.place),
        size >= 1 << 14, size & 0xFFF == 0
      else { return nil }
      let (end, overflows) = chunk.addingReportingOverflow(size)
      return !overflows && isMapped(chunk..<end) ? chunk..<end : nil
    }
    func stack(_ range: Range<UInt64>, to top: UInt64) -> DataStack {
      let first = range.lowerBound + UInt64(layout.data.offset.rawValue)
      return DataStack(range: range, used: first..<min(max(first, top), range.upperBound))
    }
    var found: [DataStack] = []
    var met: Set<UInt64> = []
    for place in stride(from: thread, to: thread &+ 1 << 12, by: pointer) {
      guard let chunk = word(place), let whole = range(chunk) else { continue }
      if found.isEmpty, let top = word(place &+ step), word(place &+ 2 * step) == whole.upperBound,
        (whole.lowerBound...whole.upperBound).contains(top)
      {
        found.append(stack(whole, to: top))
        met.insert(chunk)
        var previous = word(chunk &+ layout.previous.place) ?? 0
        while let range = range(previous), met.insert(previous).inserted {
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
