#if os(Linux)
  internal import CLinux
  internal import PyMemory

  #if canImport(Glibc)
    internal import Glibc
  #elseif canImport(Musl)
    internal import Musl
  #endif

  /// A file that is read where it is: mapped as a whole, and never read behind its end.
  @safe final class MappedFile: @unchecked Sendable {
    /// What it is called.
    let path: String
    private let bytes: UnsafeRawBufferPointer
    /// How many bytes it has.
    var count: Int { unsafe bytes.count }
    /// What of it was written: the rest are holes, which read as zeros.
    let written: ResidentPages

    /// Maps a file.
    ///
    /// - Throws: ``PictureError`` when it cannot be read, or is no regular file.
    init(_ path: String) throws(PictureError) {
      self.path = path
      // A pipe would wait for somebody who writes
      let file = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
      guard file >= 0 else {
        throw PictureError(path, .unreadable(PictureError.systemReason))
      }
      defer { close(file) }
      var status = stat()
      guard unsafe fstat(file, &status) == 0 else {
        throw PictureError(path, .unreadable(PictureError.systemReason))
      }
      guard status.st_mode & S_IFMT == S_IFREG else { throw PictureError(path, .noFile) }
      let count = Int(status.st_size)
      guard count > 0 else {
        unsafe bytes = UnsafeRawBufferPointer(start: nil, count: 0)
        written = ResidentPages()
        return
      }
      let place = unsafe mmap(nil, count, PROT_READ, MAP_PRIVATE | MAP_NORESERVE, file, 0)
      guard let place = unsafe place, unsafe place != MAP_FAILED else {
        throw PictureError(path, .unreadable(PictureError.systemReason))
      }
      unsafe bytes = UnsafeRawBufferPointer(start: place, count: count)
      written = Self.written(of: file, count)
    }

    deinit {
      if let place = unsafe bytes.baseAddress {
        unsafe munmap(UnsafeMutableRawPointer(mutating: place), bytes.count)
      }
    }

    /// What of a file is no hole.
    private static func written(of file: Int32, _ count: Int) -> ResidentPages {
      // SEEK_DATA and SEEK_HOLE, lseek(2)
      let (data, hole) = (Int32(3), Int32(4))
      var found = ResidentPages()
      var place = 0
      while place < count {
        let start = lseek(file, off_t(place), data)
        if start < 0 {
          // None behind it; or a file system that does not tell
          if errno != ENXIO { found.append(UInt64(place)..<UInt64(count)) }
          break
        }
        let end = lseek(file, start, hole)
        guard end > start else {
          found.append(UInt64(start)..<UInt64(count))
          break
        }
        found.append(UInt64(start)..<UInt64(min(Int(end), count)))
        place = Int(end)
      }
      return found
    }

    /// Some bytes; `nil` where any of them would be behind the end.
    func part(_ offset: UInt64, _ count: UInt64) -> UnsafeRawBufferPointer? {
      guard offset <= UInt64(self.count), count <= UInt64(self.count) - offset else { return nil }
      return unsafe UnsafeRawBufferPointer(rebasing: bytes[Int(offset)..<Int(offset + count)])
    }

    /// The little-endian number in `size` bytes; `nil` where any of them would be behind the end.
    func number(_ offset: UInt64, _ size: Int) -> UInt64? {
      guard let part = unsafe part(offset, UInt64(size)) else { return nil }
      return unsafe part.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// Whether it begins so.
    func begins(with start: some Collection<UInt8>) -> Bool {
      unsafe bytes.prefix(start.count).elementsEqual(start)
    }

    /// Whether it has a text anywhere.
    func contains(_ text: String) -> Bool {
      guard let start = unsafe bytes.baseAddress else { return false }
      return unsafe memmem(start, bytes.count, text, text.utf8.count) != nil
    }
  }
#endif
