#if os(Linux)
  internal import CLinux
  public import PyLayout

  #if canImport(Glibc)
    internal import Glibc
  #elseif canImport(Musl)
    internal import Musl
  #endif

  /// A process's memory: this process's, or a child's.
  ///
  /// It is read with `process_vm_readv(2)` and written with `process_vm_writev(2)`. The kernel checks
  /// each address, so that a wild pointer throws and never crashes.
  public struct ProcessMemory: MutableMemory, Sendable {
    /// The process, by its number.
    public let pid: Int32

    /// Bytes that are read at once at most.
    private static let limit = 1 << 30

    /// This process's own memory.
    public static var current: ProcessMemory { ProcessMemory(pid: getpid()) }

    /// The memory of a process that this one may trace: a child, as a rule.
    public init(pid: Int32) { self.pid = pid }

    /// The `count` bytes at `address`.
    ///
    /// - Throws: ``MemoryError`` when any of them is not mapped or may not be read.
    public func bytes(at address: Address, count: Int) throws(MemoryError) -> [UInt8] {
      guard count > Self.piece else { return try piece(at: address, count: count) }
      // In pieces: no more room is made than there are bytes to be read
      var bytes: [UInt8] = []
      while bytes.count < count {
        bytes += try piece(
          at: address + Offset(rawValue: bytes.count), count: min(Self.piece, count - bytes.count))
      }
      return bytes
    }

    /// Bytes that are read at once at most.
    private static var piece: Int { 1 << 24 }

    private func piece(at address: Address, count: Int) throws(MemoryError) -> [UInt8] {
      guard count > 0 else { return [] }
      // A number from another process's memory can be anything
      guard count <= Self.limit else {
        throw MemoryError(
          address: address, count: count, reason: "no more than 1 GiB is read at once")
      }
      var failure: Int32 = 0
      let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
        var local = unsafe iovec(iov_base: buffer.baseAddress, iov_len: count)
        var remote = unsafe iovec(
          iov_base: UnsafeMutableRawPointer(bitPattern: UInt(address.rawValue)), iov_len: count)
        let read = unsafe process_vm_readv(pid, &local, 1, &remote, 1, 0)
        failure = read < 0 ? errno : read < count ? EFAULT : 0
        initialized = max(0, read)
      }
      guard failure == 0 else {
        let reason = unsafe String(cString: strerror(failure))
        throw MemoryError(address: address, count: count, reason: reason)
      }
      return bytes
    }

    /// Writes the bytes at `address`.
    ///
    /// - Throws: ``MemoryError`` when any of them is not mapped or may not be written.
    public func write(_ bytes: [UInt8], at address: Address) throws(MemoryError) {
      guard !bytes.isEmpty else { return }
      var bytes = bytes
      let count = bytes.count
      let written = unsafe bytes.withUnsafeMutableBytes { buffer in
        var local = unsafe iovec(iov_base: buffer.baseAddress, iov_len: count)
        var remote = unsafe iovec(
          iov_base: UnsafeMutableRawPointer(bitPattern: UInt(address.rawValue)), iov_len: count)
        return unsafe process_vm_writev(pid, &local, 1, &remote, 1, 0)
      }
      guard written == count else {
        let reason = unsafe String(cString: strerror(written < 0 ? errno : EFAULT))
        throw MemoryError(.write, address: address, count: count, reason: reason)
      }
    }
  }
#endif
