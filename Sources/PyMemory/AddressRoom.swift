internal import PyLayout
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Where an emulated memory stands among this process's addresses, and how it grows there.
///
/// Memories stand 16 GiB apart from 32 TiB on, far from what the kernel places itself: so thousands
/// have room, each may grow over its neighbour's place as long as nobody is there, and none takes
/// more of the process's limit than what it holds.
@safe struct AddressRoom {
  /// The first byte.
  let base: UnsafeMutableRawPointer
  /// Bytes that there are from the start.
  let count: Int
  /// There cannot be more bytes than these.
  let limit: Int
  /// Which of the places it is; `nil` where the kernel chose.
  private let number: Int?

  /// Bytes that are asked for at least; a multiple of the page's.
  static var step: Int { 1 << 18 }

  /// Bytes from one place to the next: a multiple of mimalloc's segments of 32 MiB, so that what is
  /// aligned in one memory is in all.
  private static var stride: UInt { 16 << 30 }
  private static var first: UInt { 0x2000_0000_0000 }
  private static var last: UInt { 0x7000_0000_0000 }
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
      guard Self.address(of: number) < Self.last else { break }
      do throws(MemoryError) {
        unsafe base = try Self.map(Self.step, at: Self.address(of: number), .exactly)
        count = Self.step
        limit = Int(Self.last - Self.address(of: number))
        self.number = refused.removeLast()
        return
      } catch {
        // Someone is there
        if error.reason != Self.isTaken { break }
      }
    }
    // Where a process has no such addresses, or none is free: as much as the kernel reserves
    var size = 64 << 30
    while true {
      do throws(MemoryError) {
        unsafe base = try Self.map(size, at: 0, .anywhere)
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

  /// Makes the room larger.
  ///
  /// - Throws: ``MemoryError`` when the kernel gives no more, or another memory has the addresses.
  func grow(from old: Int, to new: Int) throws(MemoryError) {
    let end = unsafe UInt(bitPattern: base) + UInt(old)
    _ = unsafe try Self.map(new - old, at: end, .exactly)
  }

  /// Gives all of it back.
  func giveBack(_ count: Int) {
    unsafe munmap(base, count)
    if let number { Self.giveBack(place: number) }
  }

  /// A little before a multiple of mimalloc's segments: what stands before the first of them is small.
  private static func address(of number: Int) -> UInt {
    first + UInt(number) * stride + (32 << 20) - UInt(step)
  }

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

  private enum Placing { case exactly, anywhere }

  private static let isTaken = "another memory stands there"

  private static func map(
    _ count: Int, at address: UInt, _ placing: Placing
  ) throws(MemoryError) -> UnsafeMutableRawPointer {
    func error(_ reason: String) -> MemoryError {
      MemoryError(.write, address: Address(rawValue: UInt64(address)), count: count, reason: reason)
    }
    // MAP_FIXED_NOREPLACE, which kernels before 4.17 treat as a hint
    let isExact = placing == .exactly ? 0x10_0000 as Int32 : 0
    let pages = unsafe mmap(
      UnsafeMutableRawPointer(bitPattern: address), count, PROT_READ | PROT_WRITE,
      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | isExact, -1, 0)
    guard let pages = unsafe pages, unsafe pages != MAP_FAILED else {
      if errno == EEXIST { throw error(isTaken) }
      throw error(unsafe String(cString: strerror(errno)))
    }
    let place = UInt(bitPattern: pages)
    guard placing == .anywhere || place == address else {
      unsafe munmap(pages, count)
      throw error(isTaken)
    }
    return unsafe pages
  }
}
