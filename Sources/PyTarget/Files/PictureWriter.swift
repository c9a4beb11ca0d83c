#if os(Linux)
  internal import PyLayout
  internal import PyMemory

  /// Writes a picture into a file: see ``SavedPicture``.
  @safe struct PictureWriter {
    private let picture: ProcessPicture
    /// The programs and libraries, and whether each has its head among what is executed.
    private var images: [String: Bool] = [:]
    /// What is kept: whole pages.
    private var kept = ResidentPages()
    /// What of it can be anything but zeros.
    private var pieces: [(start: UInt64, bytes: UnsafeRawBufferPointer)] = unsafe []

    init(_ picture: ProcessPicture) {
      self.picture = picture
      for mapping in picture.mappings where mapping.isFile && mapping.offset == 0 {
        let start = Address(rawValue: mapping.range.lowerBound)
        if (try? picture.memory.bytes(at: start, count: ELFFile.magic.count)) == ELFFile.magic {
          images[mapping.name] = mapping.isExecutable || images[mapping.name] == true
        }
      }
      let contents = unsafe picture.memory.contents
      var next = 0
      for mapping in picture.mappings {
        for range in wanted(of: mapping) {
          while unsafe next < contents.count,
            unsafe contents[next].start + UInt64(contents[next].bytes.count) <= range.lowerBound
          {
            next += 1
          }
          var index = next
          while unsafe index < contents.count, unsafe contents[index].start < range.upperBound {
            unsafe keep(contents[index].start, contents[index].bytes, range, of: mapping)
            index += 1
          }
        }
      }
    }

    /// What is kept of a mapping: not the code of programs and libraries, unless it stands beside their
    /// symbols, and of other files what the process may have written.
    private func wanted(of mapping: Mapping) -> [Range<UInt64>] {
      guard mapping.isFile else { return [mapping.range] }
      if let isExecuted = images[mapping.name] {
        return mapping.isExecutable && !isExecuted ? [] : [mapping.range]
      }
      return mapping.isWritable ? picture.pages.runs(in: mapping.range) : []
    }

    private mutating func keep(
      _ start: UInt64, _ bytes: UnsafeRawBufferPointer, _ range: Range<UInt64>, of mapping: Mapping
    ) {
      let part = range.clamped(to: start..<start + UInt64(bytes.count))
      let size = UInt64(pageSize)
      let first = max(part.lowerBound / size * size, kept.runs.last?.upperBound ?? 0)
      kept.append(first..<max(first, part.upperBound.roundedUp(to: size)))
      // Memory without a file is zeros where it was never touched, and was not swapped out
      let isZero = !mapping.isFile && mapping.swapped == 0
      for written in isZero ? picture.pages.runs(in: part) : [part] {
        let offset = Int(written.lowerBound - start)
        unsafe pieces.append(
          (
            written.lowerBound,
            UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + written.count])
          ))
      }
    }

    /// Writes it.
    ///
    /// - Throws: ``PictureError`` when that is not possible; then there is no file.
    func write(to path: String) throws(PictureError) {
      let head = SavedPicture.Head(
        pause: picture.pause, stackPointers: picture.stackPointers, unread: picture.unread,
        mappings: picture.mappings, pages: picture.pages, runs: kept.runs
      ).bytes
      let file = try NewFile(path)
      try file.write(head, at: 0)
      var place = UInt64(head.count).roundedUp(to: UInt64(pageSize))
      var rest = unsafe pieces[...]
      for range in kept.runs {
        while let piece = unsafe rest.first, unsafe piece.start < range.upperBound {
          unsafe rest.removeFirst()
          try unsafe write(piece.bytes, at: place + (piece.start - range.lowerBound), to: file)
        }
        place += UInt64(range.count)
      }
      try file.finish(count: place)
    }

    /// Bytes that are written at once, at most.
    private static var most: Int { 64 << 20 }

    /// Writes bytes, and leaves out pages of zeros.
    private func write(
      _ bytes: UnsafeRawBufferPointer, at place: UInt64, to file: NewFile
    ) throws(PictureError) {
      var start = 0
      while start < bytes.count {
        var end = start
        while end < bytes.count, end - start < Self.most {
          let next = min(end + pageSize, bytes.count)
          if unsafe isZero(bytes[end..<next]) { break }
          end = next
        }
        if end > start {
          try unsafe file.write(
            UnsafeRawBufferPointer(rebasing: bytes[start..<end]), at: place + UInt64(start))
          start = end
        } else {
          start += pageSize
        }
      }
    }

    private func isZero(_ bytes: Slice<UnsafeRawBufferPointer>) -> Bool {
      let page = unsafe UnsafeRawBufferPointer(rebasing: bytes)
      var place = 0
      while place + 8 <= page.count {
        if unsafe page.loadUnaligned(fromByteOffset: place, as: UInt64.self) != 0 { return false }
        place += 8
      }
      return unsafe page[place...].allSatisfy { $0 == 0 }
    }
  }
#endif
