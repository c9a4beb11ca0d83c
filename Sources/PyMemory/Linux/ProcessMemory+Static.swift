#if os(Linux)
  public import PyLayout

  #if canImport(Glibc)
    internal import Glibc
  #elseif canImport(Musl)
    internal import Musl
  #endif

  extension ProcessMemory {
    /// Whether an address is in the data of the program or of a library; false where the process does
    /// not tell.
    ///
    /// - Parameter includingZeros: whether the anonymous mapping right behind that of a file counts as
    ///   well as that, which has what starts as zeros.
    public func isStatic(_ address: Address, includingZeros: Bool = true) -> Bool {
      var isFile = false
      var end: UInt64 = 0
      for line in maps.split(separator: "\n") {
        let columns = line.split(separator: " ")
        let range = columns[0].split(separator: "-").compactMap { UInt64($0, radix: 16) }
        guard range.count == 2 else { continue }
        isFile =
          columns.count > 5
          ? columns[5].hasPrefix("/") : includingZeros && isFile && range[0] == end
        end = range[1]
        if address.rawValue >= range[0] && address.rawValue < end { return isFile }
      }
      return false
    }

    /// `/proc/PID/maps`; empty where it cannot be read.
    private var maps: String {
      let file = unsafe open("/proc/\(pid)/maps", O_RDONLY | O_CLOEXEC)
      guard file >= 0 else { return "" }
      defer { close(file) }
      var bytes: [UInt8] = []
      var count = 1
      // A file of the kernel's has no size to be read by
      while count > 0 {
        bytes += unsafe [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, initialized in
          count = unsafe read(file, buffer.baseAddress, buffer.count)
          initialized = max(0, count)
        }
      }
      return String(decoding: bytes, as: UTF8.self)
    }
  }
#endif
