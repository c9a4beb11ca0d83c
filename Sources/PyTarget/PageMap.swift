#if os(Linux)
  internal import PyMemory

  #if canImport(Glibc)
    internal import Glibc
  #elseif canImport(Musl)
    internal import Musl
  #endif

  /// What is mapped into a process and which of its pages are in memory: `/proc/PID/maps` and
  /// `/proc/PID/pagemap`.
  struct PageMap {
    /// With what is in memory and in swap.
    private(set) var mappings: [Mapping]
    /// Pages in memory.
    private(set) var pages = ResidentPages()
    /// Pages that are the process's own, in memory or in swap: what is to be copied.
    private(set) var own = ResidentPages()
    /// Those of them that a process it was forked from, or forked, has as well.
    private(set) var shared = ResidentPages()
    /// Pages of files that are in memory.
    private(set) var ofFiles: [Int: ResidentPages] = [:]
    /// Pages that others have as well, or nobody: what was read and never written is the kernel's one page of zeros,
    /// which is no memory of anybody's. None where it is told apart by its frame.
    private(set) var mayBeZero = ResidentPages()

    /// How the process is now.
    ///
    /// - Parameter isWanted: whether one asks for the pages of a mapping; asked in the order of addresses.
    /// - Throws: ``ProcessError`` when there is no such process, or it may not be read.
    init(
      ofProcess pid: Int32, where isWanted: (Mapping) -> Bool = { _ in true }
    ) throws(ProcessError) {
      mappings = try ProcessMaps(ofProcess: pid).mappings
      let thread = ProcessFile.thread(withMemoryOf: pid)
      let file = unsafe open("/proc/\(thread)/pagemap", O_RDONLY | O_CLOEXEC)
      guard file >= 0 else { throw ProcessError(pid, errno: errno) }
      defer { close(file) }
      var entries = [UInt64](repeating: 0, count: 1 << 15)
      let zeroFrame = Self.zeroFrame
      for index in mappings.indices
      where !mappings[index].name.hasPrefix("[vsyscall") && isWanted(mappings[index]) {
        let range = mappings[index].range
        let isCopied = CopiedPages.isCopied(mappings[index])
        let isAnonymous =
          !mappings[index].isFile && !mappings[index].isShared
          && !mappings[index].name.hasPrefix("[v")
        var page = range.lowerBound
        while page < range.upperBound {
          let count = min(
            entries.count, Int(clamping: (range.upperBound - page) / UInt64(pageSize)))
          let read = unsafe entries.withUnsafeMutableBytes {
            unsafe pread(file, $0.baseAddress, count * 8, off_t(page) / off_t(pageSize) * 8)
          }
          guard read > 0 else {
            if read < 0 { throw ProcessError(pid, errno: errno) }
            break
          }
          for entry in entries[..<(read / 8)] {
            let next = page + UInt64(pageSize)
            // Bits 63, 62, 61, 58, 56: in memory, in swap, a file's or shared, a guard as glibc's stacks have from
            // 2.42 on, which looks as if it were in swap: Linux 6.15; nobody else's
            let isHugeZero = isAnonymous && entry >> 61 & 1 == 1
            // Bits 0 to 54: the frame, which root is told
            let isZero =
              isAnonymous && entry >> 63 != 0 && zeroFrame != nil
              && entry & ((1 << 55) - 1) == zeroFrame
            if entry >> 62 != 0, entry >> 58 & 1 == 0, !isHugeZero, !isZero {
              if entry >> 63 != 0 {
                if entry >> 56 & 1 == 0 {
                  if isCopied, entry >> 61 & 1 == 0 { shared.append(page..<next) }
                  if isAnonymous, zeroFrame == nil { mayBeZero.append(page..<next) }
                }
                mappings[index].resident += pageSize
                pages.append(page..<next)
              } else {
                mappings[index].swapped += pageSize
              }
              if isCopied {
                if entry >> 61 & 1 == 0 {
                  own.append(page..<next)
                } else {
                  ofFiles[index, default: ResidentPages()].append(page..<next)
                }
              }
            }
            page = next
          }
        }
      }
    }

    /// The frame of the kernel's page of zeros, as a page of ours tells that was read and never written; `nil` where
    /// that is not told.
    private static let zeroFrame: UInt64? = {
      let page = unsafe mmap(nil, pageSize, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
      guard let page = unsafe page, unsafe page != MAP_FAILED else { return nil }
      defer { unsafe munmap(page, pageSize) }
      let file = unsafe open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC)
      guard file >= 0, unsafe page.load(as: UInt8.self) == 0 else { return nil }
      defer { close(file) }
      var entry: UInt64 = 0
      let number = UInt(bitPattern: page) / UInt(pageSize)
      let read = unsafe pread(file, &entry, 8, off_t(number * 8))
      let frame = entry & ((1 << 55) - 1)
      return read == 8 && frame != 0 ? frame : nil
    }()

    /// Takes pages out that are nobody's, in order.
    mutating func leaveOut(_ zeros: [Range<UInt64>]) {
      if zeros.isEmpty { return }
      pages = pages.without(zeros)
      var all = ResidentPages()
      for run in zeros { all.append(run) }
      for index in mappings.indices {
        mappings[index].resident -= all.count(in: mappings[index].range)
      }
    }
  }
#endif
