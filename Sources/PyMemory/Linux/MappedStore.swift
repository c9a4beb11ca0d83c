#if os(Linux)
  internal import PyLayout
  internal import Synchronization

  #if canImport(Glibc)
    internal import Glibc
  #elseif canImport(Musl)
    internal import Musl
  #endif

  /// Bytes that stay where they stand: anonymous memory of the kernel's, which grows in place.
  ///
  /// Memories stand 16 GiB apart from 32 TiB on, far from what the kernel places itself: so thousands
  /// have room, each may grow over its neighbour's place as long as nobody is there, and none takes
  /// more of the process's limit than what it holds.
  @safe final class MappedStore: ByteStore {
    let base: UnsafeMutableRawPointer
    private(set) var count: Int
    let limit: Int
    /// Which of the places it is; `nil` where the kernel chose.
    private let number: Int?

    var start: UInt64 { unsafe UInt64(UInt(bitPattern: base)) }

    /// Bytes from one place to the next: a multiple of mimalloc's segments, so that what is aligned in
    /// one memory is in all.
    private static var stride: UInt64 { 16 << 30 }
    private static var last: UInt64 { 0x7000_0000_0000 }
    /// The places that memories of this process have.
    private static let taken = Mutex<[Bool]>([])

    /// The lowest place that is free: the same addresses in every run.
    ///
    /// - Throws: ``MemoryError`` when the kernel gives no memory.
    init() throws(MemoryError) {
      var refused: [Int] = []
      defer { for number in refused { Self.giveBack(place: number) } }
      while true {
        let number = Self.takePlace()
        refused.append(number)
        let place = Self.firstPlace + UInt64(number) * Self.stride
        guard place < Self.last else { break }
        do throws(MemoryError) {
          unsafe base = try Self.map(Self.step, at: place)
          count = Self.step
          limit = Int(clamping: Self.last - place)
          self.number = refused.removeLast()
          return
        } catch {
          // Someone is there
          if error.reason != Self.isTaken { break }
        }
      }
      // Where a process has no such addresses, or none is free: as much as the kernel reserves
      var size = Int(clamping: 64 << 30 as Int64)
      while true {
        do throws(MemoryError) {
          unsafe base = try Self.map(size, at: nil)
          break
        } catch {
          if size <= Self.step { throw error }
          size >>= 2
        }
      }
      count = size
      limit = size
      number = nil
    }

    deinit {
      unsafe munmap(base, count)
      if let number { Self.giveBack(place: number) }
    }

    /// - Throws: ``MemoryError`` when the kernel gives no more, or another memory has the addresses.
    func grow(to count: Int) throws(MemoryError) {
      let count = count.roundedUp(to: EmulatedMemory.pageSize)
      _ = unsafe try Self.map(count - self.count, at: start + UInt64(self.count))
      self.count = count
    }

    /// Gives the pages back to the kernel: what is read there afterwards is zero.
    func clear(_ bytes: Range<Int>) {
      unsafe madvise(base + bytes.lowerBound, bytes.count, MADV_DONTNEED)
    }

    /// The kernel then gives large pages where it has them, each of which takes one fault in place of
    /// 512. None is larger than what is written.
    func expect(_ bytes: Range<Int>) {
      let first =
        unsafe UInt(bitPattern: base + bytes.lowerBound + Self.largePage - 1)
        & ~UInt(Self.largePage - 1)
      let last = unsafe UInt(bitPattern: base + bytes.upperBound) & ~UInt(Self.largePage - 1)
      guard first < last, let place = unsafe UnsafeMutableRawPointer(bitPattern: first) else {
        return
      }
      unsafe madvise(place, Int(last - first), MADV_HUGEPAGE)
    }

    /// Bytes of a large page of x86-64's and arm64's.
    private static var largePage: Int { 2 << 20 }

    private static func takePlace() -> Int {
      taken.withLock { taken in
        let number = taken.firstIndex(of: false) ?? taken.count
        if number == taken.count { taken.append(true) } else { taken[number] = true }
        return number
      }
    }

    private static func giveBack(place number: Int) {
      taken.withLock { $0[number] = false }
    }

    private static let isTaken = "another memory stands there"

    /// New pages at an address, or anywhere.
    private static func map(
      _ count: Int, at address: UInt64?
    ) throws(MemoryError) -> UnsafeMutableRawPointer {
      func error(_ reason: String) -> MemoryError {
        MemoryError(.write, address: Address(rawValue: address ?? 0), count: count, reason: reason)
      }
      // MAP_FIXED_NOREPLACE, which kernels before 4.17 treat as a hint
      let isExact = address == nil ? 0 : 0x10_0000 as Int32
      let pages = unsafe mmap(
        UnsafeMutableRawPointer(bitPattern: UInt(truncatingIfNeeded: address ?? 0)), count,
        PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | isExact, -1, 0)
      guard let pages = unsafe pages, unsafe pages != MAP_FAILED else {
        if errno == EEXIST { throw error(isTaken) }
        throw error(unsafe String(cString: strerror(errno)))
      }
      guard address == nil || address == UInt64(UInt(bitPattern: pages)) else {
        unsafe munmap(pages, count)
        throw error(isTaken)
      }
      return unsafe pages
    }
  }
#endif
