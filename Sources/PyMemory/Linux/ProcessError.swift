#if os(Linux)
  public import PyLayout

  #if canImport(Glibc)
    internal import Glibc
  #elseif canImport(Musl)
    internal import Musl
  #endif

  /// Why it cannot be told which CPython a process is.
  public struct ProcessError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What stands in the way.
    public enum Reason: Hashable, Sendable {
      /// There is no such process, or no longer.
      case ended
      /// It is a thread of that process.
      case thread(of: Int32)
      /// `/proc` shows the processes of another pid namespace than this process's, or is not there: a number
      /// in it means another process, or none.
      case otherNumbers
      /// Its memory may not be read, for what the system says.
      case unreadable(String)
      /// It may not be stopped, for what the system says.
      case unstoppable(String)
      /// Another process traces it, and did not let go of it.
      case traced
      /// It never stood still: collections followed each other, or it always waited in a system call that a stop would cut short.
      case busy
      /// There are no addresses for a copy of so many bytes.
      case noRoom(Int)
      /// None of its images is a CPython that has started and not ended.
      case noCPython
      /// It is a CPython of which nothing is known.
      case uncovered(BuildError)
    }

    /// What stands in the way.
    public let reason: Reason
    /// The process, by its number.
    public let pid: Int32

    package init(_ pid: Int32, _ reason: Reason) {
      self.pid = pid
      self.reason = reason
    }

    /// What the system says when it refuses.
    package init(_ pid: Int32, errno: Int32) {
      self.init(
        pid,
        errno == ENOENT || errno == ESRCH
          ? .ended : .unreadable(unsafe String(cString: strerror(errno))))
    }

    /// What the system says when it does not let a process be traced.
    package init(_ pid: Int32, tracing errno: Int32, byOther: Bool) {
      self.init(
        pid,
        errno == ESRCH
          ? .ended : byOther ? .traced : .unstoppable(unsafe String(cString: strerror(errno))))
    }

    /// Who may look at a process, and what else may be in the way.
    private static let whoMay = """
      root may, its parent, and its user where kernel.yama.ptrace_scope is 0 and the process has not changed \
      its user since it started; a container needs \
      CAP_SYS_PTRACE (--cap-add=SYS_PTRACE), a seccomp profile that allows it, and the process's user \
      namespace
      """

    /// One line: what, which, and what to do.
    public var description: String {
      switch reason {
      case .ended: "there is no process \(pid), or it has ended"
      case .thread(let process): "\(pid) is a thread of process \(process): look at that one"
      case .otherNumbers:
        """
        process \(pid) may not be read: /proc is not mounted for the pid namespace that pysize runs in, so \
        that its numbers are of other processes; mount it (mount -t proc proc /proc), or run pysize where \
        /proc is from
        """
      case .unreadable(let why):
        "process \(pid) may not be read: \(why); \(Self.whoMay)"
      case .unstoppable(let why):
        "process \(pid) may not be stopped: \(why); \(Self.whoMay)"
      case .traced:
        """
        process \(pid) is held by another tracer: a debugger, strace, or another look at it; --pause none \
        reads it as it runs
        """
      case .busy:
        """
        process \(pid) never stood still: it collected garbage each time, or, before Python 3.5, waited \
        where a stop would be an error; --pause none reads it as it runs
        """
      case .noRoom(let count):
        """
        no \(count) bytes of addresses for a copy of process \(pid): a limit is in the way, of ulimit -v \
        or of vm.overcommit_memory
        """
      case .noCPython:
        "process \(pid) runs no CPython: it has no image of one that has started and not ended"
      case .uncovered(let error): "process \(pid): \(error)"
      }
    }
  }
#endif
