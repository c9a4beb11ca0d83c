#if os(Linux)
  internal import PyMemory

  /// How a picture is saved: a head, and behind it the bytes of memory, run by run, each from a page of the
  /// file on, so that they can be mapped. Pages of zeros are holes.
  ///
  /// Numbers are little-endian and have 8 bytes, a text is its bytes behind their number. The head is the
  /// magic with zeros to 24 bytes, the bytes of the head, their checksum, and what ``Head`` has.
  enum SavedPicture {
    /// What a saved picture begins with.
    static let magic = "pysize picture 1\n"
    /// What those of other versions begin with as well.
    static let anyMagic = "pysize picture "
    /// Bytes before the part of the head that the checksum is of.
    static let start = 40

    /// FNV-1a, which notices a change of any bit.
    static func checksum(_ bytes: some Sequence<UInt8>) -> UInt64 {
      bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }

    /// Where the bytes of memory begin in a file.
    static func contents(of file: MappedFile) -> UInt64 {
      (file.number(24, 8) ?? 0).roundedUp(to: UInt64(pageSize))
    }

    /// What a head says.
    struct Head {
      var pause: ProcessPicture.Pause
      var stackPointers: [UInt64]
      var unread: [String]
      /// Without what of them is in memory: that is in `pages`.
      var mappings: [Mapping]
      var pages: ResidentPages
      /// Where the bytes stood.
      var runs: [Range<UInt64>]
    }
  }

  extension SavedPicture.Head {
    /// The head as it is written, with the magic.
    var bytes: [UInt8] {
      var body: [UInt8] = []
      func put(_ number: UInt64) {
        for shift in stride(from: 0, to: 64, by: 8) {
          body.append(UInt8(truncatingIfNeeded: number >> shift))
        }
      }
      func put(_ text: String) {
        put(UInt64(text.utf8.count))
        body += text.utf8
      }
      func put(_ ranges: [Range<UInt64>]) {
        put(UInt64(ranges.count))
        for range in ranges {
          put(range.lowerBound)
          put(range.upperBound)
        }
      }
      let (kind, seconds): (UInt64, Double) =
        switch pause {
        case .quiet: (0, 0)
        case .stopped(let seconds): (1, seconds)
        case .none: (2, 0)
        case .still: (3, 0)
        }
      put(kind)
      put(seconds.bitPattern)
      put(UInt64(stackPointers.count))
      for pointer in stackPointers { put(pointer) }
      put(UInt64(unread.count))
      for line in unread { put(line) }
      put(UInt64(mappings.count))
      for mapping in mappings {
        put(mapping.range.lowerBound)
        put(mapping.range.upperBound)
        put(mapping.flags)
        put(mapping.offset)
        put(UInt64(mapping.swapped))
        put(mapping.name)
      }
      put(pages.runs)
      put(runs)
      let rest = body
      body = Array(SavedPicture.magic.utf8)
      body += Array(repeating: 0, count: 24 - body.count)
      put(UInt64(SavedPicture.start + rest.count))
      put(SavedPicture.checksum(rest))
      return body + rest
    }

    /// Reads a head.
    ///
    /// - Throws: ``PictureError`` when it is damaged, cut short or of another version.
    init(_ file: MappedFile) throws(PictureError) {
      guard file.begins(with: SavedPicture.magic.utf8) else {
        let magic = SavedPicture.magic.utf8
        let isStart = file.count < magic.count && file.begins(with: magic.prefix(file.count))
        throw PictureError(file.path, isStart ? .cutShort(nil) : .otherVersion)
      }
      func damaged(_ what: String) -> PictureError { PictureError(file.path, .damaged(what)) }
      let start = UInt64(SavedPicture.start)
      guard let count = file.number(24, 8), let checksum = file.number(32, 8) else {
        throw PictureError(file.path, .cutShort(nil))
      }
      guard count >= start else { throw damaged("its head has \(count) bytes") }
      guard let body = unsafe file.part(start, count - start) else {
        throw PictureError(file.path, .cutShort(nil))
      }
      guard unsafe SavedPicture.checksum(body) == checksum else {
        throw damaged("the checksum of its head is another one")
      }
      var place = start
      func number() throws(PictureError) -> UInt64 {
        guard place <= count - 8, let number = file.number(place, 8) else {
          throw damaged("its head ends too early")
        }
        place += 8
        return number
      }
      /// How many follow, of at least so many bytes each.
      func counted(_ size: UInt64) throws(PictureError) -> UInt64 {
        let number = try number()
        guard number <= (count - place) / size else { throw damaged("its head ends too early") }
        return number
      }
      func text() throws(PictureError) -> String {
        let size = try counted(1)
        guard let bytes = unsafe file.part(place, size) else {
          throw damaged("its head ends too early")
        }
        place += size
        return unsafe String(decoding: bytes, as: UTF8.self)
      }
      var end: UInt64 = 0
      /// Addresses of whole pages behind those before.
      func range() throws(PictureError) -> Range<UInt64> {
        let (from, to) = (try number(), try number())
        guard from >= end, from < to, to - from < CoreFile.mostAddresses,
          (from | to) % UInt64(pageSize) == 0
        else {
          throw damaged("addresses \(from) to \(to) are not in order, or no pages")
        }
        end = to
        return from..<to
      }
      let (kind, seconds) = (try number(), Double(bitPattern: try number()))
      switch kind {
      case 0: pause = .quiet
      case 1 where seconds >= 0 && seconds.isFinite: pause = .stopped(seconds: seconds)
      case 2: pause = .none
      case 3: pause = .still
      default: throw damaged("a pause of kind \(kind)")
      }
      (stackPointers, unread, mappings, pages, runs) = ([], [], [], ResidentPages(), [])
      for _ in 0..<(try counted(8)) { stackPointers.append(try number()) }
      for _ in 0..<(try counted(8)) { unread.append(try text()) }
      for _ in 0..<(try counted(48)) {
        let range = try range()
        let (flags, offset, swapped) = (try number(), try number(), try number())
        var mapping = Mapping(range: range, flags: flags, offset: offset, name: try text())
        mapping.swapped = Int(clamping: min(swapped, UInt64(mapping.count)))
        mappings.append(mapping)
      }
      end = 0
      var total: UInt64 = 0
      for _ in 0..<(try counted(16)) {
        let range = try range()
        pages.append(range)
        total &+= UInt64(range.count)
      }
      guard total < CoreFile.mostAddresses else { throw damaged("more pages than there can be") }
      end = 0
      total = 0
      for _ in 0..<(try counted(16)) {
        runs.append(try range())
        total += UInt64(runs[runs.count - 1].count)
        if total > CoreFile.mostBytes {
          throw PictureError(file.path, .tooLarge(Int(clamping: total)))
        }
      }
      guard place == count else { throw damaged("its head has \(count - place) bytes too many") }
      let whole = SavedPicture.contents(of: file) + total
      let size = UInt64(file.count)
      if size < whole { throw PictureError(file.path, .cutShort(Int(clamping: whole - size))) }
      if size > whole { throw damaged("it has \(size - whole) bytes too many") }
    }
  }

  extension Mapping {
    /// What a process may do with it, a bit each.
    fileprivate var flags: UInt64 {
      [isReadable, isWritable, isExecutable, isShared].reversed().reduce(0) {
        $0 << 1 | ($1 ? 1 : 0)
      }
    }

    fileprivate init(range: Range<UInt64>, flags: UInt64, offset: UInt64, name: String) {
      self.init(
        range: range, isReadable: flags & 1 != 0, isWritable: flags & 2 != 0,
        isExecutable: flags & 4 != 0, isShared: flags & 8 != 0, offset: offset, name: name)
    }
  }
#endif
