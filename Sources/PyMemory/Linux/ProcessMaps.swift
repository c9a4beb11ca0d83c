#if os(Linux)
  internal import PyLayout

  #if canImport(Glibc)
    internal import Glibc
  #elseif canImport(Musl)
    internal import Musl
  #endif

  /// What is mapped into a process: the lines of `/proc/PID/maps`, proc_pid_maps(5).
  struct ProcessMaps {
    /// A range of addresses and what is mapped there.
    struct Mapping {
      let range: Range<UInt64>
      /// Where it starts in its file, in bytes.
      let offset: UInt64
      /// Its file, or what the kernel calls it; empty for memory without a name.
      let name: Substring
      /// Whether it is mapped from a file.
      var isFile: Bool { name.hasPrefix("/") }
    }

    /// What is mapped, in the order of its addresses.
    let mappings: [Mapping]

    /// What is mapped into a process now.
    ///
    /// - Throws: ``ProcessError`` when there is no such process, or it may not be looked at.
    init(ofProcess pid: Int32) throws(ProcessError) {
      let bytes = try Self.contents(of: "maps", pid)
      mappings = String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap { line in
        let columns = line.split(separator: " ", maxSplits: 5)
        guard columns.count >= 5 else { return nil }
        let ends = columns[0].split(separator: "-").compactMap { UInt64($0, radix: 16) }
        guard ends.count == 2, ends[0] <= ends[1], let offset = UInt64(columns[2], radix: 16) else {
          return nil
        }
        return Mapping(
          range: ends[0]..<ends[1], offset: offset,
          name: columns.count > 5 ? columns[5].drop { $0 == " " } : "")
      }
      if mappings.isEmpty, try Self.hasEnded(pid) { throw ProcessError(pid, .ended) }
    }

    /// Whether a process waits for its parent to ask how it ended: a state of Z, proc_pid_stat(5).
    private static func hasEnded(_ pid: Int32) throws(ProcessError) -> Bool {
      // The name before it may have anything in it
      let fields = try contents(of: "stat", pid).split(separator: UInt8(ascii: ")")).last
      return fields?.dropFirst().first == UInt8(ascii: "Z")
    }

    /// A file of `/proc/PID`.
    private static func contents(of name: String, _ pid: Int32) throws(ProcessError) -> [UInt8] {
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
      return bytes
    }
  }
#endif
