public import PyLayout

/// Another memory, of which each page is read once: as it was when something on it was first read.
///
/// For many objects that stay as they are while one looks: they stand side by side, and their types
/// are read again and again.
public final class PagedMemory: Memory {
  private let source: any Memory
  private var pages: [UInt64: [UInt8]] = [:]
  /// The page read last.
  private var last: (number: UInt64, bytes: [UInt8]) = (.max, [])

  /// Bytes of a page, x86-64's and the smallest of others: mapped as a whole or not at all.
  private static let pageSize: UInt64 = 4096

  /// The pages of `source`.
  public init(of source: any Memory) { self.source = source }

  /// From the page; what stands on several pages is read from the source.
  public func bytes(at address: Address, count: Int) throws(MemoryError) -> [UInt8] {
    guard count > 0 else { return [] }
    let start = Int(address.rawValue % Self.pageSize)
    let page = try page(of: address)
    if count <= page.count - start { return Array(page[start..<start + count]) }
    // What stands on several pages is read as it is
    return try source.bytes(at: address, count: count)
  }

  /// From the page; what stands on two pages is read from the source.
  public func bits(at address: Address, size: Int) throws(MemoryError) -> UInt64 {
    let start = Int(address.rawValue % Self.pageSize)
    let page = try page(of: address)
    guard 1...8 ~= size, start + size <= page.count else {
      return try source.bits(at: address, size: size)
    }
    var bits: UInt64 = 0
    for index in (start..<start + size).reversed() { bits = bits << 8 | UInt64(page[index]) }
    return bits
  }

  private func page(of address: Address) throws(MemoryError) -> [UInt8] {
    let number = address.rawValue / Self.pageSize
    if last.number == number { return last.bytes }
    let page: [UInt8]
    if let known = pages[number] {
      page = known
    } else {
      page = try source.bytes(
        at: Address(rawValue: number * Self.pageSize), count: Int(Self.pageSize))
      pages[number] = page
    }
    last = (number, page)
    return page
  }
}
