#if os(Linux)
  public import PyLayout

  extension Build {
    /// Which CPython a process runs, from what its memory says: nothing is run in it, and it is not
    /// stopped.
    ///
    /// Its version, its flags and where its own objects are come from the image that has CPython's types,
    /// the program or its libpython, never from a name. Whether references are traced is told up to 3.12,
    /// where each object has room for it; whether a 3.7.0 to 3.7.3 is patched for bpo-27987 is not. One that exports
    /// no symbols, of a program linked without `-Wl,-E`, is found in a picture of the process alone.
    ///
    /// - Parameter pid: the process, which this one may trace: a child, or any process for root.
    /// - Throws: ``ProcessError`` when there is no such process, it may not be read, or it runs no CPython
    ///   that is covered.
    public init(ofProcess pid: Int32) throws(ProcessError) {
      let maps = try ProcessMaps(ofProcess: pid)
      let memory = ProcessMemory(pid: ProcessFile.thread(withMemoryOf: pid))
      // ELF's header stands at the start of the file
      let starts = maps.mappings.filter { $0.isFile && $0.offset == 0 }.map(\.range.lowerBound)
      if let first = starts.first {
        do throws(MemoryError) {
          _ = try memory.bits(at: Address(rawValue: first), size: 1)
        } catch {
          // It has ended since, or is another user's
          _ = try ProcessMaps(ofProcess: pid)
          throw ProcessError(pid, .unreadable(error.reason))
        }
      }
      try self.init(
        ofProcess: pid, as: CPythonImage.all(startingAt: starts, in: memory).first?.facts)
    }

    /// Which CPython a process runs that has such an image; `nil` where it has none. From 3.7 on it is told whether
    /// that runs.
    package init(ofProcess pid: Int32, as facts: CPythonImage?) throws(ProcessError) {
      guard let facts, facts.isRunning else { throw ProcessError(pid, .noCPython) }
      do throws(BuildError) {
        self = try facts.build
      } catch {
        throw ProcessError(pid, .uncovered(error))
      }
    }
  }
#endif
