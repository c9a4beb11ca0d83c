#if os(Linux)
  internal import PyLayout
  internal import PyMemory

  /// Puts a picture together of a core file and the files that were mapped.
  @safe struct CoreReader {
    private let core: CoreFile
    private let root: String
    private var mappings: [Mapping] = []
    private var pages = ResidentPages()
    /// Bytes, by where they stand.
    private var runs: [UInt64: UnsafeRawBufferPointer] = unsafe [:]
    /// How many of them are not the core's.
    private var fromFiles: UInt64 = 0
    private var files: [MappedFile]
    /// Images of which the core lacks something that their files do not give, and why.
    private var missing: [(name: String, why: String)] = []
    private var unread: [String] = []
    /// Whether a file of the folder given was taken.
    private var takesFromRoot = false

    init(_ core: CoreFile, root: String) {
      self.core = core
      self.root = root
      files = [core.file]
      let executed = Set(
        core.names.filter { name in
          core.segments.contains { $0.isExecutable && $0.address == name.range.lowerBound }
        }.map(\.name))
      let names = Dictionary(
        core.names.map { ($0.range.lowerBound, $0) }, uniquingKeysWith: { first, _ in first })
      for segment in core.segments {
        let range = segment.address..<segment.address + segment.memorySize
        let name = names[segment.address]
        add(
          Self.mapping(
            range, name?.name ?? Self.kernelName(of: range, core.auxiliary), name?.offset ?? 0,
            isReadable: segment.isReadable, isWritable: segment.isWritable,
            isExecutable: segment.isExecutable,
            isImage: name.map { executed.contains($0.name) } ?? false),
          segment)
      }
    }

    private static func mapping(
      _ range: Range<UInt64>, _ name: String, _ offset: UInt64, isReadable: Bool, isWritable: Bool,
      isExecutable: Bool, isImage: Bool
    ) -> Mapping {
      Mapping(
        range: range, isReadable: isReadable, isWritable: isWritable, isExecutable: isExecutable,
        // A core does not tell. What other processes see has a name that is no file's, and is not executed
        isShared: !isImage
          && (name.hasPrefix("/dev/") || name.hasPrefix("/memfd:") || name.hasPrefix("/SYSV")),
        offset: offset, name: name)
    }

    /// What the kernel calls a mapping that has no file: it has told the process what is in it.
    private static func kernelName(
      of range: Range<UInt64>, _ auxiliary: [UInt64: UInt64]
    ) -> String {
      // AT_RANDOM, 16 bytes at the top of the first thread's stack; AT_SYSINFO_EHDR
      if let random = auxiliary[25], range.contains(random) { return "[stack]" }
      if let header = auxiliary[33], range.contains(header) { return "[vdso]" }
      // VSYSCALL_ADDR, arch/x86/include/uapi/asm/vsyscall.h
      return range.lowerBound == 0xFFFF_FFFF_FF60_0000 ? "[vsyscall]" : ""
    }

    /// Takes up a mapping with what the core has of it.
    private mutating func add(_ mapping: Mapping, _ segment: ELFFile.Segment) {
      var mapping = mapping
      let size = UInt64(pageSize)
      for part in core.file.written.runs(in: segment.offset..<segment.offset + segment.fileSize) {
        let start = mapping.range.lowerBound + (part.lowerBound - segment.offset)
        let end = mapping.range.lowerBound + (part.upperBound - segment.offset)
        // gcore's segments do not stand at pages of the file
        let first = max(start / size * size, pages.runs.last?.upperBound ?? 0)
        pages.append(first..<max(first, min(end.roundedUp(to: size), mapping.range.upperBound)))
      }
      mapping.resident = pages.count(in: mapping.range)
      mappings.append(mapping)
      if CopiedPages.isCopied(mapping), segment.fileSize > 0,
        let bytes = unsafe core.file.part(segment.offset, segment.fileSize)
      {
        unsafe runs[mapping.range.lowerBound] = bytes
      }
    }

    /// The segment that an address is in, or the last one before it.
    private func segment(before address: UInt64) -> ELFFile.Segment? {
      var (low, high) = (0, core.segments.count)
      while low < high {
        let middle = (low + high) / 2
        if core.segments[middle].address <= address { low = middle + 1 } else { high = middle }
      }
      return low > 0 ? core.segments[low - 1] : nil
    }

    /// Bytes that the core has from an address on.
    private func dumped(at address: UInt64, _ count: UInt64) -> UnsafeRawBufferPointer? {
      guard let segment = segment(before: address), address - segment.address <= segment.fileSize,
        count <= segment.fileSize - (address - segment.address)
      else { return nil }
      return unsafe core.file.part(segment.offset + (address - segment.address), count)
    }

    /// Takes from files what the core lacks of programs and libraries.
    mutating func addFiles() {
      let executed = Set(mappings.filter(\.isExecutable).map(\.name))
      for (name, parts) in Dictionary(grouping: core.names, by: \.name).sorted(by: {
        $0.key < $1.key
      }) {
        // Others are what the kernel calls its own
        guard name.hasPrefix("/") else { continue }
        let lacking = parts.filter { part in
          unsafe dumped(at: part.range.lowerBound, UInt64(part.range.count)) == nil
        }
        if lacking.isEmpty { continue }
        let head = unsafe parts.first { $0.offset == 0 }.flatMap {
          unsafe dumped(at: $0.range.lowerBound, UInt64(pageSize))
        }
        let isImage = unsafe head.map { unsafe $0.starts(with: ELFFile.magic) }
        // Data that is read from a file is no part of a heap
        guard isImage ?? executed.contains(name) else { continue }
        do throws(Absence) {
          try unsafe add(lacking, of: name, head)
        } catch {
          missing.append((name, error.why))
        }
      }
      if !root.isEmpty && !takesFromRoot {
        unread.append("\(root) has none of the files that the core lacks")
      }
    }

    /// What a file was called before it was removed, d_path, fs/d_path.c of Linux: one that is there again is taken where
    /// it is the same.
    private static func path(_ name: String) -> String {
      let mark = " (deleted)"
      return name.hasSuffix(mark) ? String(name.dropLast(mark.count)) : name
    }

    /// Why a file does not give what a core lacks.
    private struct Absence: Error {
      let why: String
      /// Whether there is a file of that name, which cannot be taken.
      var isOther = false
    }

    /// The file of that name, if it is the one that was mapped: of the folder given, else of this machine.
    private mutating func file(
      _ mapped: String, _ head: UnsafeRawBufferPointer?
    ) throws(Absence) -> (MappedFile, ELFFile) {
      let name = Self.path(mapped)
      if root.isEmpty { return try unsafe file(at: name, head) }
      do throws(Absence) {
        let found = try unsafe file(at: root + name, head)
        takesFromRoot = true
        return found
      } catch let own {
        do throws(Absence) {
          let found = try unsafe file(at: name, head)
          if own.isOther { unread.append("\(root + name) \(own.why): \(name) was read instead") }
          return found
        } catch {
          throw error.isOther ? error : own
        }
      }
    }

    private mutating func file(
      at path: String, _ head: UnsafeRawBufferPointer?
    ) throws(Absence) -> (MappedFile, ELFFile) {
      guard let file = try? MappedFile(path) else { throw Absence(why: "is not there") }
      guard let headers = try? ELFFile(file),
        let own = unsafe file.part(0, min(UInt64(pageSize), UInt64(file.count)))
      else { throw Absence(why: "is another file now", isOther: true) }
      guard let head = unsafe head else {
        unread.append("\(path): taken as it is now; the core has nothing to compare it with")
        return (file, headers)
      }
      guard unsafe ELFFile.identity(ofHead: own) == ELFFile.identity(ofHead: head) else {
        throw Absence(why: "is of another build now", isOther: true)
      }
      return (file, headers)
    }

    private mutating func add(
      _ lacking: [CoreFile.MappedName], of name: String, _ head: UnsafeRawBufferPointer?
    ) throws(Absence) {
      let (file, headers) = try unsafe file(name, head)
      files.append(file)
      for part in lacking {
        guard part.offset <= UInt64(file.count) else {
          throw Absence(why: "is of another build now")
        }
        let count = min(UInt64(file.count) - part.offset, UInt64(part.range.count))
        guard fromFiles + count <= CoreFile.mostBytes,
          let bytes = unsafe file.part(part.offset, count)
        else { throw Absence(why: "is larger than what is read") }
        if let segment = segment(before: part.range.upperBound - 1),
          segment.address + segment.memorySize > part.range.lowerBound
        {
          // What is written to was dumped, as far as anybody had written to it
          guard segment.address == part.range.lowerBound, !segment.isWritable else { continue }
        } else {
          let segment = headers.segments.last {
            $0.type == ELFFile.Segment.load && $0.offset <= part.offset + UInt64(pageSize) - 1
          }
          mappings.append(
            Self.mapping(
              part.range, name, part.offset, isReadable: true, isWritable: false,
              isExecutable: segment?.isExecutable ?? false, isImage: true))
        }
        // Where the first page alone was dumped, the whole is read from the file
        if count > 0 { unsafe runs[part.range.lowerBound] = bytes }
        fromFiles += count
      }
    }

    /// The picture, with a main heap that is called so.
    var picture: ProcessPicture {
      var mappings = mappings.sorted { $0.range.lowerBound < $1.range.lowerBound }
      let memory = unsafe StillMemory(joined, keptBy: Files(files))
      for heap in MainHeap(memory, pointerSize: core.pointerSize, in: mappings).indices {
        mappings[heap].name = "[heap]"
      }
      return ProcessPicture(
        memory: memory, mappings: mappings, pages: pages, stackPointers: core.stackPointers,
        pause: .still,
        unread: unread + missing.map { "\($0.name) \($0.why): what the core has of it was read" })
    }

    private final class Files: Sendable {
      let all: [MappedFile]
      init(_ all: [MappedFile]) { self.all = all }
    }

    /// Runs that stand side by side in a process and in a file are one: an array may reach from one mapping
    /// into the next.
    private var joined: [(start: UInt64, bytes: UnsafeRawBufferPointer)] {
      var joined: [(start: UInt64, bytes: UnsafeRawBufferPointer)] = unsafe []
      for unsafe(start, bytes) in unsafe runs.sorted(by: { unsafe $0.key < $1.key }) {
        if let last = unsafe joined.last, unsafe last.start + UInt64(last.bytes.count) == start,
          let base = unsafe last.bytes.baseAddress,
          unsafe base + last.bytes.count == bytes.baseAddress
        {
          unsafe joined[joined.count - 1].bytes = UnsafeRawBufferPointer(
            start: base, count: last.bytes.count + bytes.count)
        } else {
          unsafe joined.append((start, bytes))
        }
      }
      return unsafe joined
    }

    /// Makes sure that what is missing is not CPython's.
    ///
    /// - Throws: ``PictureError`` when it is, or may be.
    func requireCPython(in memory: StillMemory) throws(PictureError) {
      if missing.isEmpty { return }
      for mapping in mappings where mapping.isFile && mapping.offset == 0 {
        guard let image = try? ELFImage(at: mapping.range.lowerBound, in: memory),
          (try? image.address(of: "Py_Initialize")) ?? nil != nil
        else { continue }
        guard let lost = missing.first(where: { $0.name == mapping.name }) else { return }
        throw PictureError(core.file.path, .withoutFile(Self.path(lost.name), lost.why))
      }
      // It can be any of them: a libpython, or the program, whose headers AT_PHDR names
      let program = core.auxiliary[3].flatMap { headers in
        mappings.first { $0.range.contains(headers) }?.name
      }
      let lost =
        missing.first { $0.name.contains("python") } ?? missing.first { $0.name == program }
        ?? missing[0]
      throw PictureError(core.file.path, .withoutFile(Self.path(lost.name), lost.why))
    }
  }

  extension UInt64 {
    func roundedUp(to step: UInt64) -> UInt64 { (self + step - 1) / step * step }
  }
#endif
