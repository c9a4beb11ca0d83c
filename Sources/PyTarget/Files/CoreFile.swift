#if os(Linux)
  internal import PyMemory

  /// A core file: what was mapped, as segments, and notes on the threads and the files. core(5)
  struct CoreFile {
    /// A file that was mapped: a row of `NT_FILE`.
    struct MappedName {
      /// The addresses.
      let range: Range<UInt64>
      /// Where they start in the file, in bytes.
      let offset: UInt64
      /// The file.
      let name: String
    }

    /// The file.
    let file: MappedFile
    /// The size of a pointer in bytes: 8 or 4.
    let pointerSize: Int
    /// What was mapped, in the order of addresses: no two overlap, in memory or in the file.
    let segments: [ELFFile.Segment]
    /// `NT_PRSTATUS` of each thread: where its stack is.
    private(set) var stackPointers: [UInt64] = []
    /// `NT_FILE`.
    private(set) var names: [MappedName] = []
    /// `NT_AUXV`: what the kernel told the process when it started, getauxval(3).
    private(set) var auxiliary: [UInt64: UInt64] = [:]

    /// Bytes of memory that are read of any file.
    static let mostBytes: UInt64 = 1 << 40
    /// Addresses that a process can have: `__VIRTUAL_MASK_SHIFT` is 56 at most,
    /// arch/x86/include/asm/page_64_types.h.
    static let mostAddresses: UInt64 = 1 << 56

    /// Reads what a file says of itself.
    ///
    /// - Throws: ``PictureError`` when it is no core file, or damaged.
    init(_ file: MappedFile) throws(PictureError) {
      if let program = Self.packer(of: file) { throw PictureError(file.path, .packed(program)) }
      let headers = try ELFFile(file)
      guard headers.type == ELFFile.core else { throw PictureError(file.path, .noCore) }
      self.file = file
      pointerSize = headers.pointerSize
      segments = headers.segments
        .filter { $0.type == ELFFile.Segment.load && $0.memorySize > 0 }
        .sorted { $0.address < $1.address }
      try check(
        headers.segments.filter { $0.type == ELFFile.Segment.note } + segments, headers.sections)
      for segment in headers.segments where segment.type == ELFFile.Segment.note {
        let notes = Notes(from: segment.offset, to: segment.offset + segment.fileSize) {
          file.number($0, $1)
        }
        for note in notes { take(note) }
      }
    }

    /// The program that has packed a file, as systemd-coredump and administrators do.
    private static func packer(of file: MappedFile) -> String? {
      let packers: [(String, [UInt8])] = [
        ("zstd -d", [0x28, 0xB5, 0x2F, 0xFD]), ("gzip -d", [0x1F, 0x8B]),
        ("xz -d", [0xFD, 0x37, 0x7A, 0x58, 0x5A]), ("lz4 -d", [0x04, 0x22, 0x4D, 0x18]),
      ]
      return packers.first { file.begins(with: $0.1) }?.0
    }

    /// Refuses what cannot be.
    private func check(
      _ all: [ELFFile.Segment], _ sections: (offset: UInt64, size: UInt64)
    ) throws(PictureError) {
      func damaged(_ what: String) -> PictureError { PictureError(file.path, .damaged(what)) }
      var last: UInt64 = 0
      for (offset, size) in all.map({ ($0.offset, $0.fileSize) }) + [sections] where size > 0 {
        let (end, overflows) = offset.addingReportingOverflow(size)
        if overflows { throw damaged("a segment is longer than any file") }
        last = max(last, end)
      }
      guard last <= UInt64(file.count) else {
        throw PictureError(
          file.path, .cutShort(Int(clamping: last - UInt64(file.count))))
      }
      var (end, total) = (0 as UInt64, 0 as UInt64)
      for segment in segments {
        let (next, overflows) = segment.address.addingReportingOverflow(segment.memorySize)
        guard !overflows, segment.address >= end, segment.fileSize <= segment.memorySize,
          segment.memorySize < Self.mostAddresses,
          segment.address % UInt64(pageSize) == 0
        else { throw damaged("its segments overlap, or are of no whole pages") }
        end = next
        total += segment.fileSize
      }
      // Each is in a file of at most 2^63 bytes, but they may be the same bytes
      end = 0
      for segment in segments.sorted(by: { $0.offset < $1.offset }) where segment.fileSize > 0 {
        guard segment.offset >= end else { throw damaged("its segments are the same bytes") }
        end = segment.offset + segment.fileSize
      }
      if total > Self.mostBytes { throw PictureError(file.path, .tooLarge(Int(clamping: total))) }
    }

    private mutating func take(_ note: Notes.Note) {
      let is64 = pointerSize == 8
      let word = UInt64(pointerSize)
      let start = note.content.lowerBound
      let count = UInt64(note.content.count)
      switch note.type {
      case 1:
        // NT_PRSTATUS, struct elf_prstatus: pr_reg's rsp, or esp
        let offset: UInt64 = is64 ? 264 : 132
        guard note.content.count == (is64 ? 336 : 144) else { return }
        if let pointer = file.number(start + offset, pointerSize) { stackPointers.append(pointer) }
      case 6:
        // NT_AUXV: pairs
        for place in stride(from: 0, to: count / (2 * word) * (2 * word), by: 2 * pointerSize) {
          guard let key = file.number(start + place, pointerSize),
            let value = file.number(start + place + word, pointerSize)
          else { return }
          auxiliary[key] = value
        }
      case 0x4649_4C45: takeNames(start, count)  // NT_FILE
      default: break
      }
    }

    /// `fill_files_note`, fs/binfmt_elf.c: how many, the size of a page, three numbers each, then the names.
    private mutating func takeNames(_ start: UInt64, _ size: UInt64) {
      let word = UInt64(pointerSize)
      func number(_ index: UInt64) -> UInt64? { file.number(start + index * word, pointerSize) }
      guard size >= 2 * word, let count = number(0), let page = number(1),
        count <= (size - 2 * word) / (3 * word),
        let text = unsafe file.part(start, size)
      else { return }
      let first = Int((2 + 3 * count) * word)
      var texts = unsafe text[first...].split(
        separator: 0, maxSplits: Int(count), omittingEmptySubsequences: false)[...]
      for index in 0..<count {
        guard let from = number(2 + 3 * index), let to = number(3 + 3 * index), from < to,
          to - from < Self.mostAddresses,
          let pages = number(4 + 3 * index), let name = unsafe texts.popFirst()
        else { return }
        let (offset, overflows) = pages.multipliedReportingOverflow(by: page)
        // The kernel writes them in the order of addresses
        let isNext = from >= names.last?.range.upperBound ?? 0 && from % UInt64(pageSize) == 0
        guard isNext, !overflows else { return }
        names.append(
          MappedName(
            range: from..<to, offset: offset, name: unsafe String(decoding: name, as: UTF8.self)))
      }
    }
  }
#endif
