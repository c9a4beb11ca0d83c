#if os(Linux)
  internal import PyLayout

  #if canImport(Glibc)
    internal import Glibc
  #elseif canImport(Musl)
    internal import Musl
  #endif

  /// What is mapped into a process: the lines of `/proc/PID/maps`, proc_pid_maps(5).
  package struct ProcessMaps {
    /// What is mapped, in the order of its addresses.
    package let mappings: [Mapping]

    /// What is mapped into a process now.
    ///
    /// - Throws: ``ProcessError`` when there is no such process, or it may not be looked at.
    package init(ofProcess pid: Int32) throws(ProcessError) {
      guard ProcessFile.hasOwnNumbers else { throw ProcessError(pid, .otherNumbers) }
      let text = try ProcessFile.text("maps", of: ProcessFile.thread(withMemoryOf: pid))
      if let process = try Self.process(ofThread: pid), process != pid {
        throw ProcessError(pid, .thread(of: process))
      }
      mappings = text.split(separator: "\n").compactMap { line in
        let columns = line.split(separator: " ", maxSplits: 5)
        guard columns.count >= 5 else { return nil }
        let ends = columns[0].split(separator: "-").compactMap { UInt64($0, radix: 16) }
        guard ends.count == 2, ends[0] <= ends[1], let offset = UInt64(columns[2], radix: 16) else {
          return nil
        }
        return Mapping(
          range: ends[0]..<ends[1], isReadable: columns[1].contains("r"),
          isWritable: columns[1].contains("w"), isExecutable: columns[1].contains("x"),
          isShared: columns[1].contains("s"), offset: offset,
          name: columns.count > 5 ? String(columns[5].drop { $0 == " " }) : "")
      }
      if mappings.isEmpty, try ProcessFile.hasEnded(pid) { throw ProcessError(pid, .ended) }
    }

    /// Bytes of each mapping that are in memory, by where it begins: `Rss` of `/proc/PID/smaps`, proc_pid_smaps(5),
    /// which leaves the kernel's page of zeros out.
    ///
    /// - Throws: ``ProcessError`` when there is no such process, or it may not be looked at.
    package static func resident(of pid: Int32) throws(ProcessError) -> [UInt64: Int] {
      var found: [UInt64: Int] = [:]
      var start: UInt64?
      let text = try ProcessFile.text("smaps", of: ProcessFile.thread(withMemoryOf: pid))
      for line in text.split(separator: "\n") {
        if line.hasPrefix("Rss:") {
          let count = line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap {
            Int($0)
          }
          if let start, let count { found[start] = count * 1024 }
        } else if let end = line.firstIndex(of: "-"), let place = UInt64(line[..<end], radix: 16) {
          start = place
        }
      }
      return found
    }

    /// The process that a thread is of, which is its first one: `Tgid`, proc_pid_status(5). The folder of another
    /// one is in no listing, and yet there.
    private static func process(ofThread id: Int32) throws(ProcessError) -> Int32? {
      try ProcessFile.text("status", of: id).split(separator: "\n")
        .first { $0.hasPrefix("Tgid:") }
        .flatMap { $0.split(separator: "\t").last }.flatMap { Int32($0) }
    }
  }

  /// The kernel's files on a process: proc(5).
  package enum ProcessFile {
    /// Whether the numbers in `/proc` are those that system calls take: it is of this process's own pid
    /// namespace, pid_namespaces(7).
    static var hasOwnNumbers: Bool {
      var own = [CChar](repeating: 0, count: 16)
      let count = unsafe readlink("/proc/self", &own, own.count)
      let digits = own.prefix(max(0, count)).map { UInt8(bitPattern: $0) }
      return Int32(String(decoding: digits, as: UTF8.self)) == getpid()
    }

    /// Whether a thread has ended, and a process's first one with it as long as nobody asks how it ended: a state of
    /// Z or X, proc_pid_stat(5).
    ///
    /// - Throws: ``ProcessError`` when there is no such thread, or it may not be looked at.
    package static func hasEnded(_ id: Int32) throws(ProcessError) -> Bool {
      // The name before it may have anything in it
      "ZX".contains(try text("stat", of: id).split(separator: ")").last?.dropFirst().first ?? "X")
    }

    /// The thread whose files and calls give a process's memory: its first one, or another where that one has ended
    /// alone, `pthread_exit`. `exit_mm`, kernel/exit.c, takes the memory from each that ends.
    package static func thread(withMemoryOf pid: Int32) -> Int32 {
      guard (try? hasEnded(pid)) == true else { return pid }
      return numbers(in: "/proc/\(pid)/task").first { (try? hasEnded($0)) == false } ?? pid
    }

    /// The names in a folder that are numbers: of processes, of threads.
    package static func numbers(in folder: String) -> [Int32] {
      guard let folder = unsafe opendir(folder) else { return [] }
      defer { unsafe closedir(folder) }
      var numbers: [Int32] = []
      while let entry = unsafe readdir(folder) {
        let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) {
          unsafe String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
        }
        if let number = Int32(name) { numbers.append(number) }
      }
      return numbers
    }

    /// The text of `/proc/PID/NAME`.
    ///
    /// - Throws: ``ProcessError`` when there is no such process, or it may not be looked at.
    package static func text(_ name: String, of pid: Int32) throws(ProcessError) -> String {
      let file = unsafe open("/proc/\(pid)/\(name)", O_RDONLY | O_CLOEXEC)
      guard file >= 0 else { throw ProcessError(pid, errno: errno) }
      defer { close(file) }
      var bytes: [UInt8] = []
      var count = 1
      // A file of the kernel's has no size to be read by
      while count > 0 {
        bytes += unsafe [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, initialized in
          count = unsafe read(file, buffer.baseAddress, buffer.count)
          initialized = max(0, count)
        }
      }
      if count < 0 { throw ProcessError(pid, errno: errno) }
      return String(decoding: bytes, as: UTF8.self)
    }
  }
#endif
