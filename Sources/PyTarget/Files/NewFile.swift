#if os(Linux)
  #if canImport(Glibc)
    internal import Glibc
  #elseif canImport(Musl)
    internal import Musl
  #endif

  /// A file that has no name until it is whole, and is gone if it never is.
  final class NewFile {
    private let path: String
    /// What is to have that name, or what it is a link to.
    private let target: String
    private let descriptor: Int32
    /// Where it is meanwhile, in the folder that it is to be in.
    private let temporary: String
    /// Whether it is there: a file system that has no files without a name.
    private var isNamed: Bool

    /// A new file, for its owner alone.
    ///
    /// - Throws: ``PictureError`` when there can be none, or what has that name is no regular file.
    init(_ path: String) throws(PictureError) {
      self.path = path.isEmpty ? "''" : path
      if path.isEmpty { throw PictureError(self.path, .unwritable("it has no name")) }
      var status = stat()
      var target = path
      if unsafe stat(path, &status) == 0 {
        guard status.st_mode & S_IFMT == S_IFREG else { throw PictureError(path, .noFile) }
        // What a link points at is replaced, not the link
        if let whole = unsafe realpath(path, nil) {
          target = unsafe String(cString: whole)
          unsafe free(whole)
        }
      }
      self.target = target
      let folder = target.lastIndex(of: "/").map { String(target[...$0]) } ?? "./"
      temporary = "\(folder).pysize-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
      // O_TMPFILE, open(2), which is no part of POSIX
      let unnamed = unsafe open(folder, 0o20000000 | O_DIRECTORY | O_WRONLY | O_CLOEXEC, 0o600)
      if unnamed >= 0 {
        (descriptor, isNamed) = (unnamed, false)
        return
      }
      descriptor = unsafe open(temporary, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
      isNamed = descriptor >= 0
      if !isNamed { throw PictureError(path, .unwritable(PictureError.systemReason)) }
    }

    deinit {
      close(descriptor)
      if isNamed { unsafe unlink(temporary) }
    }

    /// Writes all of the bytes.
    ///
    /// - Throws: ``PictureError`` when there is no room for them.
    func write(_ bytes: UnsafeRawBufferPointer, at place: UInt64) throws(PictureError) {
      var done = 0
      while done < bytes.count {
        let count = unsafe pwrite(
          descriptor, bytes.baseAddress.map { unsafe $0 + done }, bytes.count - done,
          off_t(place) + off_t(done))
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { throw PictureError(path, .unwritable(PictureError.systemReason)) }
        done += count
      }
    }

    /// Writes all of the bytes.
    ///
    /// - Throws: ``PictureError`` when there is no room for them.
    func write(_ bytes: [UInt8], at place: UInt64) throws(PictureError) {
      try unsafe bytes.withUnsafeBufferPointer { all throws(PictureError) in
        try unsafe write(UnsafeRawBufferPointer(all), at: place)
      }
    }

    /// Makes it so long, and gives it its name.
    ///
    /// - Throws: ``PictureError`` when that is not possible.
    func finish(count: UInt64) throws(PictureError) {
      guard ftruncate(descriptor, off_t(count)) == 0 else {
        throw PictureError(path, .unwritable(PictureError.systemReason))
      }
      if !isNamed {
        guard
          unsafe linkat(
            AT_FDCWD, "/proc/self/fd/\(descriptor)", AT_FDCWD, temporary, AT_SYMLINK_FOLLOW) == 0
        else { throw PictureError(path, .unwritable(PictureError.systemReason)) }
        isNamed = true
      }
      guard unsafe rename(temporary, target) == 0 else {
        throw PictureError(path, .unwritable(PictureError.systemReason))
      }
      isNamed = false
    }
  }
#endif
