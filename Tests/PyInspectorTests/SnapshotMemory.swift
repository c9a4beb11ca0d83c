import PyLayout
import PyMemory

/// Runs of bytes read once from a process, each of which can be changed: what corrupted memory is
/// made from. It counts what is read, so that a test can say how much an inspection may read.
final class SnapshotMemory: Memory {
  /// Bytes of a run: reads are answered from whole ones.
  static let page: UInt64 = 256
  private var pages: [UInt64: [UInt8]] = [:]
  /// The pages that were changed.
  private var damaged: [UInt64: [UInt8]] = [:]
  /// Where the pages come from while the snapshot is taken; `nil` afterwards.
  private var source: ProcessMemory?
  /// How many bytes were read.
  private(set) var reads = 0

  init(from source: ProcessMemory) { self.source = source }

  private init(pages: [UInt64: [UInt8]]) { self.pages = pages }

  /// Ends taking the snapshot.
  func seal() { source = nil }

  /// The same bytes, to be changed apart.
  func copy() -> SnapshotMemory { SnapshotMemory(pages: pages) }

  /// Overwrites bytes that were taken; others are left alone.
  func overwrite(_ bytes: [UInt8], at address: UInt64) {
    for (index, byte) in bytes.enumerated() {
      let place = address &+ UInt64(index)
      let number = place / Self.page
      guard var page = damaged[number] ?? pages[number] else { continue }
      page[Int(place % Self.page)] = byte
      damaged[number] = page
    }
  }

  func bytes(at address: Address, count: Int) throws(MemoryError) -> [UInt8] {
    guard count > 0 else { return [] }
    var result: [UInt8] = []
    var place = address.rawValue
    while result.count < count {
      let page = try self.page(of: place)
      let start = Int(place % Self.page)
      let wanted = min(count - result.count, page.count - start)
      result += page[start..<start + wanted]
      place &+= UInt64(wanted)
    }
    reads += count
    return result
  }

  private func page(of place: UInt64) throws(MemoryError) -> [UInt8] {
    let number = place / Self.page
    if let page = damaged[number] ?? pages[number] { return page }
    guard let source else {
      throw MemoryError(address: Address(rawValue: place), count: 1, reason: "not captured")
    }
    let page = try source.bytes(
      at: Address(rawValue: number * Self.page), count: Int(Self.page))
    pages[number] = page
    return page
  }
}
