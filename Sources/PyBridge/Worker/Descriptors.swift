internal import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Lines from a file descriptor, read as they come.
struct LineReader {
  /// Where they come from.
  let descriptor: FileDescriptor
  private var lines = Lines()

  init(_ descriptor: FileDescriptor) { self.descriptor = descriptor }

  /// The next line without its end; `nil` when there are no more, or `other` was hung up.
  ///
  /// - Throws: ``WorkerFault`` for a line that goes on and on.
  mutating func next(
    whileOpen other: FileDescriptor? = nil
  ) throws(WorkerFault) -> ArraySlice<UInt8>? {
    while true {
      if let line = lines.next() { return line }
      if lines.isTooLong { throw WorkerFault(Lines.endless) }
      if let other, !descriptor.waitForInput(whileOpen: other) { return nil }
      let chunk = descriptor.someBytes()
      if chunk.isEmpty { return nil }
      lines.append(chunk)
    }
  }
}

extension FileDescriptor {
  /// What can be read at once; nothing at the end, and where it cannot be read.
  func someBytes() -> [UInt8] {
    unsafe [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
      count = unsafe (try? read(into: UnsafeMutableRawBufferPointer(buffer))) ?? 0
    }
  }

  /// Waits for something to read, or the end; `false` as soon as the other end of `other` closes.
  func waitForInput(whileOpen other: FileDescriptor) -> Bool {
    while true {
      var waited = [
        pollfd(fd: rawValue, events: Int16(POLLIN), revents: 0),
        pollfd(fd: other.rawValue, events: 0, revents: 0),
      ]
      let ready = unsafe poll(&waited, nfds_t(waited.count), -1)
      if ready < 0 && errno != EINTR { return false }
      if waited[1].revents != 0 { return false }
      if ready > 0 && waited[0].revents != 0 { return true }
    }
  }

  /// Whether the other end is closed, or gets closed within the time.
  func isHungUp(within milliseconds: Int32) -> Bool {
    var waited = pollfd(fd: rawValue, events: 0, revents: 0)
    return unsafe poll(&waited, 1, milliseconds) > 0
  }

  /// Keeps the descriptor from the programs that this process starts.
  func closeOnExec() {
    _ = fcntl(rawValue, F_SETFD, FD_CLOEXEC)
  }

  /// A copy out of the way of 0, 1 and 2, which no program started here inherits.
  func setAside() throws(WorkerFault) -> FileDescriptor {
    let copy = fcntl(rawValue, F_DUPFD_CLOEXEC, 10)
    guard copy >= 0 else {
      throw WorkerFault("file descriptor \(rawValue): \(Errno(rawValue: errno))")
    }
    return FileDescriptor(rawValue: copy)
  }
}
