#if os(Linux)
  internal import CLinux
  internal import PyMemory

  #if canImport(Glibc)
    internal import Glibc
  #elseif canImport(Musl)
    internal import Musl
  #endif

  /// The threads of a process and how often each was taken off its processor: where nothing changed
  /// between two looks, and none runs, none has run.
  struct ThreadActivity: Equatable {
    /// What `/proc/PID/task/TID/status` says of a thread.
    struct Thread: Equatable {
      let id: Int32
      /// `State`: `R`, `S`, `D`, `T`, `t`, `Z`, `X`.
      let state: Character
      /// `voluntary_ctxt_switches` and `nonvoluntary_ctxt_switches`.
      let switches: [Substring]
    }

    let threads: [Thread]

    /// The threads as they are now.
    ///
    /// - Throws: ``ProcessError`` when there is no such process, or it may not be looked at.
    init(ofProcess pid: Int32) throws(ProcessError) {
      var threads: [Thread] = []
      for id in try Self.identifiers(of: pid) {
        guard let status = try? ProcessFile.text("task/\(id)/status", of: pid) else { continue }
        var state: Character = "X"
        var switches: [Substring] = []
        for line in status.split(separator: "\n") {
          let value = line.drop { $0 != "\t" }.dropFirst()
          if line.hasPrefix("State:") { state = value.first ?? "X" }
          if line.hasPrefix("voluntary_ctxt_switches") || line.hasPrefix("nonvoluntary_ctxt_") {
            switches.append(value)
          }
        }
        threads.append(Thread(id: id, state: state, switches: switches))
      }
      if threads.isEmpty { throw ProcessError(pid, .ended) }
      self.threads = threads
    }

    /// Whether no thread runs at this moment.
    var isQuiet: Bool { threads.allSatisfy { $0.state != "R" } }
    /// Whether a thread waits in a system call.
    var waits: Bool { threads.contains { $0.state == "S" } }

    /// Where the stacks of the threads are that do not run: proc_pid_syscall(5) ends with the stack pointer
    /// and the instruction pointer.
    static func stackPointers(of pid: Int32) throws(ProcessError) -> [UInt64] {
      try identifiers(of: pid).compactMap { id in
        let text = (try? ProcessFile.text("task/\(id)/syscall", of: pid)) ?? ""
        let fields = text.split(whereSeparator: \.isWhitespace)
        guard fields.count >= 3 else { return nil }
        return UInt64(fields[fields.count - 2].dropFirst(2), radix: 16)
      }
    }

    /// The numbers of the threads of a process.
    static func identifiers(of pid: Int32) throws(ProcessError) -> [Int32] {
      let identifiers = ProcessFile.numbers(in: "/proc/\(pid)/task")
      if identifiers.isEmpty { throw ProcessError(pid, .ended) }
      return identifiers
    }
  }

  /// All threads of a process, held until ``release()``: `PTRACE_SEIZE` and `PTRACE_INTERRUPT`, which the
  /// kernel lets go of when this process ends, however it does.
  ///
  /// The thread that stops a process has to release it.
  struct StoppedThreads: ~Copyable {
    private let pid: Int32
    /// With the signal that each was about to get.
    private var held: [(id: Int32, signal: Int)] = []

    /// Stops all threads of a process.
    ///
    /// - Throws: ``ProcessError`` when it may not be stopped; then none is held.
    init(ofProcess pid: Int32) throws(ProcessError) {
      self.pid = pid
      var known: Set<Int32> = []
      // Threads that are made meanwhile are found by the next look
      while true {
        let new = try ThreadActivity.identifiers(of: pid).filter { !known.contains($0) }
        if new.isEmpty { break }
        for id in new {
          known.insert(id)
          if ptrace_seize(id) != 0 {
            let failure = errno
            if failure == ESRCH || (try? ProcessFile.hasEnded(id)) ?? true { continue }
            Self.release(held)
            throw ProcessError(pid, tracing: failure, byOther: Self.isTraced(id))
          }
          guard ptrace_interrupt(id) == 0, let signal = Self.awaitStop(id) else { continue }
          held.append((id, signal))
        }
      }
      if held.isEmpty { throw ProcessError(pid, .ended) }
    }

    /// Lets all threads go on.
    consuming func release() {}

    deinit { Self.release(held) }

    private static func release(_ held: [(id: Int32, signal: Int)]) {
      for thread in held { _ = ptrace_detach(thread.id, thread.signal) }
    }

    /// Whether another process traces a thread.
    private static func isTraced(_ id: Int32) -> Bool {
      let status = (try? ProcessFile.text("status", of: id)) ?? ""
      return status.contains("TracerPid:\t") && !status.contains("TracerPid:\t0\n")
    }

    /// Waits until a thread stands still: the signal it was about to get, 0 for none; `nil` where it ended.
    private static func awaitStop(_ id: Int32) -> Int? {
      var status: Int32 = 0
      // __WALL: also threads
      while unsafe waitpid(id, &status, 0x4000_0000) != id {
        if errno != EINTR { return nil }
      }
      // WIFSTOPPED; above it the event: PTRACE_EVENT_STOP is 128
      guard status & 0xFF == 0x7F else { return nil }
      return status >> 16 == 0 ? Int(status >> 8 & 0xFF) : 0
    }
  }
#endif
