#if os(Linux)
  internal import PyMemory

  /// The headers of an ELF file: elf(5).
  struct ELFFile {
    /// A row of its program headers.
    struct Segment {
      /// `p_type`.
      let type: UInt64
      /// `p_flags`.
      let flags: UInt64
      /// `p_offset`, in bytes.
      let offset: UInt64
      /// `p_vaddr`.
      let address: UInt64
      /// `p_filesz`, in bytes.
      let fileSize: UInt64
      /// `p_memsz`, in bytes.
      let memorySize: UInt64

      /// `PT_LOAD`.
      static let load: UInt64 = 1
      /// `PT_NOTE`.
      static let note: UInt64 = 4
      /// `PF_R`.
      var isReadable: Bool { flags & 4 != 0 }
      /// `PF_W`.
      var isWritable: Bool { flags & 2 != 0 }
      /// `PF_X`.
      var isExecutable: Bool { flags & 1 != 0 }
    }

    /// `\x7fELF`, `EI_MAG0` to `EI_MAG3`.
    static let magic: [UInt8] = [0x7F, 0x45, 0x4C, 0x46]
    /// `e_type`.
    let type: UInt64
    /// The size of a pointer in bytes: 8 or 4.
    let pointerSize: Int
    /// The program headers.
    let segments: [Segment]
    /// Where the section headers are in the file, in bytes: gdb writes them last, the kernel one where there
    /// are many segments.
    let sections: (offset: UInt64, size: UInt64)

    /// `ET_CORE`.
    static let core: UInt64 = 4

    /// Reads the headers.
    ///
    /// - Throws: ``PictureError`` when they are not there, or of another machine.
    init(_ file: MappedFile) throws(PictureError) {
      guard file.begins(with: Self.magic) else { throw PictureError(file.path, .unknown) }
      func number(_ offset: UInt64, _ size: Int) throws(PictureError) -> UInt64 {
        guard let number = file.number(offset, size) else {
          let overflows = offset.addingReportingOverflow(UInt64(size)).overflow
          throw PictureError(
            file.path,
            overflows
              ? .damaged("its headers are nowhere")
              : .cutShort(nil))
        }
        return number
      }
      // EI_CLASS, EI_DATA, e_machine
      let (wordClass, order) = (try number(4, 1), try number(5, 1))
      var machine = try number(18, 2)
      if order == 2 { machine = machine >> 8 | (machine & 0xFF) << 8 }
      switch (order, wordClass, machine) {
      case (1, 2, 62): pointerSize = 8
      case (1, 1, 3): pointerSize = 4
      default: throw PictureError(file.path, .otherMachine(Self.name(of: machine, order)))
      }
      let is64 = pointerSize == 8
      func field(_ offset64: UInt64, _ offset32: UInt64, _ size: Int? = nil) throws(PictureError)
        -> UInt64
      {
        try number(is64 ? offset64 : offset32, size ?? (is64 ? 8 : 4))
      }
      type = try number(16, 2)
      let (table, entry) = (try field(32, 28), try field(54, 42, 2))
      var count = try field(56, 44, 2)
      let start = try field(40, 32)
      // PN_XNUM: the number stands in the first section header, as sh_info
      if count == 0xFFFF { count = try number(start &+ (is64 ? 44 : 28), 4) }
      sections = (start, try field(58, 46, 2) * field(60, 48, 2))
      guard count == 0 || entry >= (is64 ? 56 : 32) else {
        throw PictureError(file.path, .damaged("its program headers are too short"))
      }
      // Before there is room made for them
      if count > 0 { _ = try number(table &+ count * entry &- 1, 1) }
      var segments: [Segment] = []
      for index in 0..<count {
        let place = table &+ index * entry
        func field(_ offset64: UInt64, _ offset32: UInt64) throws(PictureError) -> UInt64 {
          try number(place &+ (is64 ? offset64 : offset32), is64 ? 8 : 4)
        }
        segments.append(
          Segment(
            type: try number(place, 4), flags: try number(place &+ (is64 ? 4 : 24), 4),
            offset: try field(8, 4), address: try field(16, 8), fileSize: try field(32, 16),
            memorySize: try field(40, 20)))
      }
      self.segments = segments
    }

    /// What a machine is called: `EM_*`, elf.h.
    private static func name(of machine: UInt64, _ order: UInt64) -> String {
      let names: [UInt64: String] = [
        3: "i386", 8: "MIPS", 20: "PowerPC", 21: "PowerPC64", 22: "s390", 40: "ARM", 43: "SPARC",
        62: "x32", 183: "aarch64", 243: "RISC-V", 258: "LoongArch",
      ]
      let name = names[machine] ?? "an unknown machine, number \(machine)"
      return order == 2 ? "\(name), big-endian" : name
    }

    /// What tells one build of a file from another: its build id, the note that `ld --build-id` writes,
    /// and where there is none the page that begins with its headers.
    static func identity(ofHead head: UnsafeRawBufferPointer) -> [UInt8] {
      unsafe buildID(in: head) ?? Array(head)
    }

    private static func buildID(in head: UnsafeRawBufferPointer) -> [UInt8]? {
      func number(_ offset: UInt64, _ size: Int) -> UInt64? {
        guard offset <= UInt64(head.count), size <= head.count - Int(offset) else { return nil }
        return unsafe head[Int(offset)..<Int(offset) + size].reversed().reduce(0) {
          $0 << 8 | UInt64($1)
        }
      }
      guard let wordClass = number(4, 1) else { return nil }
      let is64 = wordClass == 2
      let word = is64 ? 8 : 4
      guard let table = number(is64 ? 32 : 28, word), let entry = number(is64 ? 54 : 42, 2),
        let count = number(is64 ? 56 : 44, 2)
      else { return nil }
      for index in 0..<count {
        let place = table &+ index * entry
        guard number(place, 4) == Segment.note, let offset = number(place &+ (is64 ? 8 : 4), word),
          let size = number(place &+ (is64 ? 32 : 16), word), offset <= UInt64(head.count)
        else { continue }
        let end = min(size, UInt64(head.count) - offset) + offset
        for note in Notes(from: offset, to: end, number) {
          // NT_GNU_BUILD_ID, of "GNU\0"
          guard note.type == 3, number(note.name.lowerBound, 4) == 0x55_4E47,
            note.content.upperBound <= UInt64(head.count)
          else { continue }
          return unsafe Array(head[Int(note.content.lowerBound)..<Int(note.content.upperBound)])
        }
      }
      return nil
    }
  }

  /// Notes that stand one behind the other: `Elf64_Nhdr`, elf(5).
  struct Notes: Sequence, IteratorProtocol {
    /// Where a note's parts are.
    struct Note {
      /// `n_type`.
      let type: UInt64
      let name: Range<UInt64>
      let content: Range<UInt64>
    }

    private var place: UInt64
    private let end: UInt64
    private let number: (UInt64, Int) -> UInt64?

    /// Those between two offsets, of what `number` reads.
    init(from start: UInt64, to end: UInt64, _ number: @escaping (UInt64, Int) -> UInt64?) {
      place = start
      self.end = end
      self.number = number
    }

    /// The next one; `nil` behind the last, and where one reaches behind the end.
    mutating func next() -> Note? {
      guard place < end, let nameSize = number(place, 4), let size = number(place &+ 4, 4),
        let type = number(place &+ 8, 4)
      else { return nil }
      let name = place + 12
      let content = name + nameSize.roundedUp(to: 4)
      guard content + size <= end else { return nil }
      place = content + size.roundedUp(to: 4)
      return Note(type: type, name: name..<name + nameSize, content: content..<content + size)
    }
  }
#endif
