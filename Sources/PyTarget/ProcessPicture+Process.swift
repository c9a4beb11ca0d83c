#if os(Linux)
  internal import PyLayout
  public import PyMemory

  extension ProcessPicture {
    /// Whether a process is stopped while its picture is taken.
    public enum Pausing: String, Hashable, Sendable, CaseIterable {
      /// Not where it stands still by itself, else for as long as its pages are copied.
      case auto
      /// It is stopped.
      case stop
      /// It is not, and what it does meanwhile tears the picture.
      case none
    }

    /// A picture of a process: its own pages are copied in bulk, with its maps as they are at that moment.
    ///
    /// Nothing is run in it, no page is read that it has not touched, and it goes on whatever happens to
    /// this process.
    ///
    /// - Parameters:
    ///   - pid: the process, which this one may trace: a child, or any process for root.
    ///   - pausing: whether it is stopped.
    ///   - mayInterrupt: whether a system call that a thread waits in may be cut short by a stop; Python
    ///     before 3.5 raises an error then.
    /// - Throws: ``/PyMemory/ProcessError`` when there is no such process, or it may not be read, or it
    ///   never stood still.
    public init(
      ofProcess pid: Int32, pausing: Pausing = .auto, mayInterrupt: Bool = true
    ) throws(ProcessError) {
      var room: ProcessCopy?
      if pausing == .auto, let picture = try Self.quiet(ofProcess: pid, in: &room) {
        self = picture
        return
      }
      let copy = if let room { room } else { try ProcessCopy(of: pid) }
      if pausing == .none {
        self = try copy.taken(.none)
        return
      }
      var failure = ProcessError(pid, .busy)
      for attempt in 0..<200 {
        // A moment between two looks: until no thread waits, or another look has let go of it
        if attempt > 0 { ProcessCopy.rest() }
        if !mayInterrupt, try ThreadActivity(ofProcess: pid).waits {
          failure = ProcessError(pid, .busy)
          continue
        }
        let start = ContinuousClock.now
        let stopped: StoppedThreads
        do throws(ProcessError) {
          stopped = try StoppedThreads(ofProcess: pid)
        } catch {
          switch error.reason {
          // Also where who held it has let go before one could ask who that is
          case .traced, .unstoppable: failure = error
          default: throw error
          }
          continue
        }
        let taken: ProcessPicture
        do throws(ProcessError) {
          taken = try copy.taken(.stopped(seconds: 0))
        } catch {
          stopped.release()
          throw error
        }
        stopped.release()
        self = taken.paused(since: start)
        return
      }
      // What could not be stopped may stand still by now
      room = copy
      if pausing == .auto, let picture = try Self.quiet(ofProcess: pid, in: &room) {
        self = picture
        return
      }
      throw failure
    }

    /// A picture of a process that stands still by itself; `nil` where it does not.
    ///
    /// - Parameter room: room for a copy. One that was taken in vain is gone before there is another.
    private static func quiet(
      ofProcess pid: Int32, in room: inout ProcessCopy?
    ) throws(ProcessError) -> ProcessPicture? {
      for _ in 0..<3 {
        let copy = if let room { room } else { try ProcessCopy(of: pid) }
        room = copy
        let before = try ThreadActivity(ofProcess: pid)
        guard before.isQuiet else {
          // What is about to wait does so in a moment
          rest(milliseconds: 1)
          continue
        }
        room = nil
        let picture = try copy.taken(.quiet)
        if try ThreadActivity(ofProcess: pid) == before { return picture }
      }
      return nil
    }

    private func paused(since start: ContinuousClock.Instant) -> ProcessPicture {
      let time = (ContinuousClock.now - start).components
      let seconds = Double(time.seconds) + Double(time.attoseconds) / 1e18
      return ProcessPicture(
        memory: memory, mappings: mappings, pages: pages, stackPointers: stackPointers,
        pause: .stopped(seconds: seconds), unread: unread)
    }
  }
#endif
