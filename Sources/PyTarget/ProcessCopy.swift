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
      map.leaveOut(room.zeros(among: map.mayBeZero.without(missed).runs))
      return ProcessPicture(
        memory: room.memory.without(missed), mappings: map.mappings, pages: map.pages,
        stackPointers: try ThreadActivity.stackPointers(of: pid), pause: pause, unread: unread)
    }

    /// Waits for 10 ms.
    static func rest() { ProcessPicture.rest(milliseconds: 10) }
  }

  extension ProcessPicture {
    /// Waits, until the next picture may be another.
    package static func rest(milliseconds: Int) { usleep(UInt32(clamping: milliseconds) * 1000) }
  }
#endif
