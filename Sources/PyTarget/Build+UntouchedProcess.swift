#if os(Linux)
  package import PyLayout
  package import PyMemory

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
      let (missed, _) = try room.copy(map)
      let starts = map.mappings.filter { $0.isFile && $0.offset == 0 }.map(\.range.lowerBound)
      let facts = CPythonImage.all(startingAt: starts, inStill: room.memory).first?.facts
      // Of what may not be read its files have what it began with
      if facts?.isRunning != true, let first = missed.first {
        let memory = ProcessMemory(pid: ProcessFile.thread(withMemoryOf: pid))
        do throws(MemoryError) {
          _ = try memory.bits(at: Address(rawValue: first.lowerBound), size: 1)
        } catch {
          throw ProcessError(pid, .unreadable(error.reason))
        }
      }
      try self.init(ofProcess: pid, as: facts)
    }
  }
#endif
