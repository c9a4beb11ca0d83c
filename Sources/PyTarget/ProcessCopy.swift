#if os(Linux)
  package import PyLayout
  package import PyMemory

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
      try room.makeRoom(for: map.mappings)
      var pages = map.own.runs
      var unread: [String] = []
      for (index, mapping) in map.mappings.enumerated() where room.lacksFile(mapping) {
        pages += map.ofFiles[index]?.runs ?? []
        let line = "\(mapping.name): cannot be opened; what was in memory of it was read"
        if unread.last != line { unread.append(line) }
      }
      let missed = room.copy(pages)
      if let first = missed.map(\.lowerBound).min() {
        unread.append(
          "\(missed.reduce(0) { $0 + $1.count }) bytes of its memory could not be read, the first at"
            + " \(Address(rawValue: first))")
      }
      map.leaveOut(room.zeros(among: map.mayBeZero.runs))
      return ProcessPicture(
        memory: room.memory.without(missed), mappings: map.mappings, pages: map.pages,
        stackPointers: try ThreadActivity.stackPointers(of: pid), pause: pause, unread: unread)
    }

    /// Waits for 10 ms.
    static func rest() { ProcessPicture.rest(milliseconds: 10) }
  }

  extension Build {
    /// Which CPython a process runs, as ``init(ofProcess:)`` tells it, and no page is read that the process has not
    /// touched: what it did not change of a file is read from the file.
    ///
    /// - Throws: ``/PyMemory/ProcessError`` as there.
    package init(ofUntouchedProcess pid: Int32) throws(ProcessError) {
      // What starts as zeros stands behind a file's data
      var end: UInt64 = 0
      let map = try PageMap(ofProcess: pid) { mapping in
        if mapping.isFile { end = mapping.range.upperBound }
        return mapping.isFile || mapping.range.lowerBound == end
      }
      let room = CopiedPages(of: pid)
      try room.makeRoom(for: map.mappings)
      var pages = map.own.runs
      for (index, mapping) in map.mappings.enumerated() where room.lacksFile(mapping) {
        pages += map.ofFiles[index]?.runs ?? []
      }
      _ = room.copy(pages)
      let starts = map.mappings.filter { $0.isFile && $0.offset == 0 }.map(\.range.lowerBound)
      guard let found = CPythonImage.all(startingAt: starts, in: room.memory).first else {
        throw ProcessError(pid, .noCPython)
      }
      do throws(BuildError) {
        self = try found.facts.build
      } catch {
        throw ProcessError(pid, .uncovered(error))
      }
    }
  }

  extension ProcessPicture {
    /// Waits, until the next picture may be another.
    package static func rest(milliseconds: Int) { usleep(UInt32(clamping: milliseconds) * 1000) }
  }
#endif
