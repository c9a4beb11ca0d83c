#if os(Linux)
  internal import PyLayout
  internal import PyMemory

  #if canImport(Glibc)
    internal import Glibc
  #elseif canImport(Musl)
    internal import Musl
  #endif

  /// Room for a copy of a process, made before it is held.
  struct ProcessCopy {
    private let pid: Int32
    private let room: CopiedPages

    /// Makes room for a process as it is now.
    ///
    /// - Throws: ``ProcessError`` when there is no such process, it may not be read, or there is no room.
    init(of pid: Int32) throws(ProcessError) {
      self.pid = pid
      room = CopiedPages(of: pid)
      let map = try PageMap(ofProcess: pid)
      try room.makeRoom(for: map.mappings)
      room.populate(map.own.runs)
    }

    /// The process as it is now.
    func taken(_ pause: ProcessPicture.Pause) throws(ProcessError) -> ProcessPicture {
      var map = try PageMap(ofProcess: pid)
      let (missed, withoutFile) = try room.copy(map)
      var unread: [String] = []
      for mapping in withoutFile {
        let line = "\(mapping.name): cannot be opened; what was in memory of it was read"
        if unread.last != line { unread.append(line) }
      }
      if let first = missed.map(\.lowerBound).min() {
        unread.append(
          "\(missed.reduce(0) { $0 + $1.count }) bytes of its memory could not be read, the first at"
            + " \(Address(rawValue: first))")
      }
      map.leaveOut(zeros(of: map, without: missed))
      return ProcessPicture(
        memory: room.memory.without(missed), mappings: map.mappings, pages: map.pages,
        stackPointers: try ThreadActivity.stackPointers(of: pid), pause: pause, unread: unread)
    }

    /// The pages that are the kernel's one of zeros, where no frame tells: of a mapping there are as many as are
    /// there beyond its `Rss`, among those that hold zeros, or cannot be read.
    private func zeros(of map: PageMap, without missed: [Range<UInt64>]) -> [Range<UInt64>] {
      let mayBeZero = map.mayBeZero.without(missed)
      if mayBeZero.runs.isEmpty { return [] }
      let resident = (try? ProcessMaps.resident(of: pid)) ?? [:]
      return map.mappings.flatMap { mapping -> [Range<UInt64>] in
        guard let told = resident[mapping.range.lowerBound] else { return [] }
        var rest = (mapping.resident - told) / pageSize
        if rest <= 0 { return [] }
        let pages = mayBeZero.runs(in: mapping.range)
        let zeros = CopiedPages.isCopied(mapping) ? room.zeros(among: pages) : pages
        return zeros.compactMap { run in
          let count = min(rest, run.count / pageSize)
          rest -= count
          return count > 0 ? run.lowerBound..<run.lowerBound + UInt64(count * pageSize) : nil
        }
      }
    }

    /// Waits for 10 ms.
    static func rest() { ProcessPicture.rest(milliseconds: 10) }
  }

  extension ProcessPicture {
    /// Waits, until the next picture may be another.
    package static func rest(milliseconds: Int) { usleep(UInt32(clamping: milliseconds) * 1000) }
  }
#endif
