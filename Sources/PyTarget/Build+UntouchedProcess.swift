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
      _ = try room.copy(map)
      let starts = map.mappings.filter { $0.isFile && $0.offset == 0 }.map(\.range.lowerBound)
      let found = CPythonImage.all(startingAt: starts, inStill: room.memory).first
      try self.init(ofProcess: pid, as: found?.facts)
    }
  }
#endif
