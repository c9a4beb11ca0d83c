#if os(Linux)
  internal import CLinux
  internal import Dispatch
  internal import PyLayout
  internal import PyMemory
  internal import Synchronization

  #if canImport(Glibc)
    internal import Glibc
  #elseif canImport(Musl)
    internal import Musl
  #endif

  /// Room for the pages of a process, at the distances they have there: mappings that touch stay together.
  ///
  /// What nobody changed of a file is the file itself, mapped a second time.
  @safe final class CopiedPages: @unchecked Sendable {
    /// Addresses with room for what is mapped there, now or a moment later.
    @safe private struct Group {
      let range: Range<UInt64>
      let base: UnsafeMutableRawPointer
    }

    private let pid: Int32
    private let thread: Int32
    private var groups: [Group] = []
    /// What can be read of the process.
    private var mappings: [Mapping] = []
    /// Mappings whose files could not be opened: their pages are read from the process.
    private var withoutFile: Set<Mapping> = []

    /// No room yet, for the pages of a process.
    init(of pid: Int32) {
      self.pid = pid
      thread = ProcessFile.thread(withMemoryOf: pid)
    }

    deinit {
      for group in groups { unsafe munmap(group.base, group.range.count) }
    }

    /// Makes room for what is mapped now, and maps the files anew that were not there before.
    ///
    /// - Throws: ``ProcessError`` when the kernel has no room.
    func makeRoom(for all: [Mapping]) throws(ProcessError) {
      var old = Set(mappings.filter(\.isFile).map(\.withoutCounts))
      mappings = all.filter(Self.isCopied)
      let left = try reserve()
      old = old.filter { mapping in !left.contains { $0.overlaps(mapping.range) } }
      let new = Set(mappings.filter(\.isFile).map(\.withoutCounts))
      for mapping in old.subtracting(new) {
        guard let place = unsafe place(of: mapping.range) else { continue }
        unsafe mmap(
          place, mapping.count, PROT_READ | PROT_WRITE,
          MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED, -1, 0)
      }
      for mapping in new.subtracting(old) {
        guard let place = unsafe place(of: mapping.range) else { continue }
        if unsafe !map(mapping, at: place) { withoutFile.insert(mapping) }
      }
    }

    /// Bytes of addresses around what is mapped that a process is likely to map next, as many again as it has:
    /// they cost nothing.
    private var slack: UInt64 {
      256 << 20 + UInt64(mappings.reduce(0) { $0 + $1.resident + $1.swapped })
    }

    /// Reserves addresses for what has none. An address has room in one place: what a group grows over is part of
    /// the new one.
    ///
    /// - Returns: what had room elsewhere before, which is gone.
    private func reserve() throws(ProcessError) -> [Range<UInt64>] {
      let missing = mappings.map(\.range).filter { unsafe place(of: $0) == nil }
      let slack = slack
      var ranges: [Range<UInt64>] = []
      for range in missing {
        let start = range.lowerBound - min(range.lowerBound, slack)
        let end = range.upperBound + min(slack, .max - range.upperBound)
        if let last = ranges.last, start <= last.upperBound {
          ranges[ranges.count - 1] = last.lowerBound..<max(end, last.upperBound)
        } else {
          ranges.append(start..<end)
        }
      }
      var left: [Range<UInt64>] = []
      for range in ranges {
        let overgrown = groups.map(\.range).filter { $0.overlaps(range) }
        let start = overgrown.map(\.lowerBound).reduce(range.lowerBound, min)
        let end = overgrown.map(\.upperBound).reduce(range.upperBound, max)
        for group in groups where group.range.overlaps(range) {
          unsafe munmap(group.base, group.range.count)
        }
        groups.removeAll { $0.range.overlaps(range) }
        left += overgrown
        let base = unsafe mmap(
          nil, Int(end - start), PROT_READ | PROT_WRITE,
          MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
        guard let base = unsafe base, unsafe base != MAP_FAILED else {
          throw ProcessError(pid, .noRoom(Int(end - start)))
        }
        unsafe groups.append(Group(range: start..<end, base: base))
      }
      return left
    }

    /// Whether the bytes of a mapping are copied: not those of devices, of the kernel's own pages, and of
    /// what other processes write as well.
    static func isCopied(_ mapping: Mapping) -> Bool {
      mapping.isReadable && !mapping.isShared && !mapping.name.hasPrefix("[v")
        && !mapping.name.hasPrefix("/dev/")
    }

    /// Maps the pages of a file where the process has them; false where it cannot be opened.
    private func map(_ mapping: Mapping, at place: UnsafeMutableRawPointer) -> Bool {
      let ends =
        String(mapping.range.lowerBound, radix: 16) + "-"
        + String(mapping.range.upperBound, radix: 16)
      // The file itself, even where it is deleted; then by name, as the process sees names, and as we do
      let names = [
        "/proc/\(thread)/map_files/\(ends)", "/proc/\(thread)/root\(mapping.name)", mapping.name,
      ]
      for name in names {
        let file = unsafe open(name, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { continue }
        defer { close(file) }
        var status = stat()
        guard unsafe fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
          name == names[0] || hasHead(of: file, named: mapping.name)
        else { continue }
        // Behind its end a page of a file ends the process that reads it
        let there = Int(clamping: Int64(status.st_size) - Int64(clamping: mapping.offset))
        let count = min(mapping.count, there.roundedUp(to: pageSize))
        guard count > 0 else { return true }
        let pages = unsafe mmap(
          place, count, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_FIXED, file, off_t(mapping.offset)
        )
        return unsafe pages != MAP_FAILED
      }
      return false
    }

    /// Whether the process has mapped this file and not another one that goes by its name here: of programs and
    /// libraries the head tells.
    private func hasHead(of file: Int32, named name: String) -> Bool {
      guard let first = mappings.first(where: { $0.name == name && $0.offset == 0 }),
        let head = try? ProcessMemory(pid: thread).bytes(
          at: Address(rawValue: first.range.lowerBound), count: pageSize),
        head.starts(with: ELFFile.magic)
      else { return true }
      var own = [UInt8](repeating: 0, count: pageSize)
      unsafe own.withUnsafeMutableBytes { buffer in
        _ = unsafe pread(file, buffer.baseAddress, buffer.count, 0)
      }
      return unsafe head.withUnsafeBytes { theirs in
        unsafe own.withUnsafeBytes { ours in
          unsafe ELFFile.identity(ofHead: ours) == ELFFile.identity(ofHead: theirs)
        }
      }
    }

    /// Whether pages of a mapping that are the file's are to be read from the process.
    private func lacksFile(_ mapping: Mapping) -> Bool {
      withoutFile.contains(mapping.withoutCounts)
    }

    /// Makes room in memory for pages before they are copied, so that copying meets no fault.
    ///
    /// Pages that were never touched, such as the last ones of an arena, would cut what could be a huge page:
    /// room is made for them, too, where they are few beside what stands before them.
    func populate(_ pages: [Range<UInt64>]) {
      var ranges: [Range<UInt64>] = []
      for range in pages {
        if let last = ranges.last, range.lowerBound - last.upperBound <= UInt64(last.count >> 3),
          unsafe place(of: last.lowerBound..<range.upperBound) != nil
        {
          ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
        } else {
          ranges.append(range)
        }
      }
      for range in ranges {
        guard let place = unsafe place(of: range) else { continue }
        if range.count >= 2 << 20 { unsafe madvise(place, range.count, MADV_HUGEPAGE) }
        // MADV_POPULATE_WRITE, Linux 5.14; before, copying itself makes the room
        unsafe madvise(place, range.count, 23)
      }
    }

    private func place(of range: Range<UInt64>) -> UnsafeMutableRawPointer? {
      let room = groups.first {
        $0.range.lowerBound <= range.lowerBound && range.upperBound <= $0.range.upperBound
      }
      guard let group = room else { return nil }
      return unsafe group.base + Int(range.lowerBound - group.range.lowerBound)
    }

    /// Makes room for what is mapped, and copies the pages that are the process's own, and those of files that
    /// cannot be opened.
    ///
    /// - Returns: what could not be read, in order, and the mappings of those files.
    func copy(
      _ map: PageMap
    ) throws(ProcessError) -> (missed: [Range<UInt64>], withoutFile: [Mapping]) {
      try makeRoom(for: map.mappings)
      let withoutFile = map.mappings.enumerated().filter { lacksFile($0.element) }
      var missed = inTwoThreads(
        map.own.without(map.shared.runs).runs
          + withoutFile.flatMap { map.ofFiles[$0.offset]?.runs ?? [] }, read)
      missed += copyShared(map.shared.runs)
      return (missed.sorted { $0.lowerBound < $1.lowerBound }, withoutFile.map(\.element))
    }

    /// Copies pages that another process has as well: `process_vm_readv` would give this one a page of its own,
    /// `gup_must_unshare`, mm/gup.c of Linux 5.19 on, and `/proc/PID/mem` does not.
    ///
    /// - Returns: what could not be read.
    private func copyShared(_ pages: [Range<UInt64>]) -> [Range<UInt64>] {
      if pages.isEmpty { return [] }
      let file = unsafe open("/proc/\(thread)/mem", O_RDONLY | O_CLOEXEC)
      guard file >= 0 else { return pages }
      defer { close(file) }
      return inTwoThreads(pages) { $0.flatMap { self.read($0, from: file) } }
    }

    /// Copies a piece with `pread`, page by page where one cannot be read.
    private func read(_ piece: Range<UInt64>, from file: Int32) -> [Range<UInt64>] {
      guard let place = unsafe place(of: piece) else { return [piece] }
      var missed: [Range<UInt64>] = []
      var done = 0
      while done < piece.count {
        let address = off_t(piece.lowerBound + UInt64(done))
        let read = unsafe pread(file, place + done, piece.count - done, address)
        if read > 0 {
          done += read
        } else {
          let failed = piece.lowerBound + UInt64(done)
          missed.append(failed..<failed + UInt64(pageSize))
          done += pageSize
        }
      }
      return missed
    }

    /// Bytes that one thread copies at once.
    private static var piece: UInt64 { 8 << 20 }

    /// Copies pages from the process piece by piece.
    ///
    /// - Parameter read: copies some pieces, and says what of them could not be read.
    /// - Returns: what could not be read.
    private func inTwoThreads(
      _ pages: [Range<UInt64>], _ read: @Sendable ([Range<UInt64>]) -> [Range<UInt64>]
    ) -> [Range<UInt64>] {
      let pieces = pages.flatMap { range in
        stride(from: range.lowerBound, to: range.upperBound, by: Int(Self.piece)).map {
          $0..<min($0 + Self.piece, range.upperBound)
        }
      }
      let next = Atomic(0)
      let failed = Mutex<[Range<UInt64>]>([])
      // Few pieces of many bytes, or many of few: each thread takes the next ones
      let batch = 64
      DispatchQueue.concurrentPerform(iterations: pieces.count > batch || pages.count > 1 ? 2 : 1) {
        _ in
        while true {
          let first = next.wrappingAdd(1, ordering: .relaxed).oldValue * batch
          guard first < pieces.count else { return }
          let missed = read(Array(pieces[first..<min(first + batch, pieces.count)]))
          if !missed.isEmpty { failed.withLock { $0 += missed } }
        }
      }
      return failed.withLock { $0 }
    }

    /// Copies some pieces with one call after the other, until all were tried.
    private func read(_ pieces: [Range<UInt64>]) -> [Range<UInt64>] {
      var missed: [Range<UInt64>] = pieces.filter { unsafe place(of: $0) == nil }
      var rest = pieces.filter { unsafe place(of: $0) != nil }[...]
      while !rest.isEmpty {
        var local: [iovec] = unsafe []
        var remote: [iovec] = unsafe []
        for piece in rest {
          guard let place = unsafe place(of: piece) else { continue }
          unsafe local.append(iovec(iov_base: place, iov_len: piece.count))
          unsafe remote.append(
            iovec(
              iov_base: UnsafeMutableRawPointer(bitPattern: UInt(piece.lowerBound)),
              iov_len: piece.count))
        }
        var read = unsafe max(
          0, process_vm_readv(thread, local, UInt(local.count), remote, UInt(remote.count), 0))
        // What was read whole is done; the first that was not is left out from the page it failed at
        while let piece = rest.first {
          rest = rest.dropFirst()
          if read >= piece.count {
            read -= piece.count
            continue
          }
          let failed = piece.lowerBound + UInt64(read) & ~UInt64(pageSize - 1)
          let end = min(failed + UInt64(pageSize), piece.upperBound)
          missed.append(failed..<end)
          if end < piece.upperBound { rest = [end..<piece.upperBound] + rest }
          break
        }
      }
      return missed
    }

    /// Pages that were copied and hold zeros alone.
    func zeros(among pages: [Range<UInt64>]) -> [Range<UInt64>] {
      pages.flatMap { range -> [Range<UInt64>] in
        guard let place = unsafe place(of: range) else { return [] }
        let bytes = unsafe UnsafeRawBufferPointer(start: place, count: range.count)
        return stride(from: 0, to: range.count, by: pageSize).compactMap { start in
          let page = unsafe bytes[start..<min(start + pageSize, range.count)]
          let isZero = unsafe page.withMemoryRebound(to: UInt64.self) { words in
            unsafe words.allSatisfy { $0 == 0 }
          }
          let address = range.lowerBound + UInt64(start)
          return isZero ? address..<address + UInt64(pageSize) : nil
        }
      }
    }

    /// Whether a mapping is addresses alone, kept free for later, and too many of them to be looked at.
    private static func isReserve(_ mapping: Mapping) -> Bool {
      mapping.resident + mapping.swapped == 0 && mapping.count >= 1 << 30
    }

    /// The pages as a memory, which keeps them: what is mapped side by side is one run.
    var memory: StillMemory {
      var ranges: [Range<UInt64>] = []
      for range in mappings.filter({ !Self.isReserve($0) }).map(\.range) {
        if let last = ranges.last, last.upperBound == range.lowerBound,
          unsafe place(of: last.lowerBound..<range.upperBound) != nil
        {
          ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
        } else {
          ranges.append(range)
        }
      }
      let runs = unsafe ranges.compactMap { range in
        unsafe place(of: range).map {
          unsafe (range.lowerBound, UnsafeRawBufferPointer(start: $0, count: range.count))
        }
      }
      return unsafe StillMemory(runs, keptBy: self)
    }
  }

  /// Bytes of a page of x86-64's and i386's.
  var pageSize: Int { 4096 }
#endif
