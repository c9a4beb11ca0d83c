internal import Synchronization

/// The largest objects that a shadowed program's family of processes has asked about, in the ledger.
///
/// An object is identified by its address and its type: asked about again, or in a child process,
/// it counts as the same.
struct LargestObjects {
  /// How many are kept.
  private static let capacity = 10
  /// Bytes of an entry: address, row of the type, size.
  private static let entrySize = 24
  /// Bytes of all in the ledger: who holds it, the least size that is kept, the entries.
  static let size = 16 + capacity * entrySize

  private let ledger: ShadowLedger
  private var lock: Int { ShadowLedger.largest }
  private var floor: Int { ShadowLedger.largest + 8 }
  private var entries: [Int] {
    (0..<Self.capacity).map { ShadowLedger.largest + 16 + $0 * Self.entrySize }
  }

  init(_ ledger: ShadowLedger) { self.ledger = ledger }

  /// Keeps an object where it is one of the largest.
  func note(_ object: UInt, row: Int, size: Int) {
    guard size > ledger.value(at: floor) else { return }
    // The lock's holder may be dead; then no more are kept
    for _ in 0..<10_000 {
      let isTaken = unsafe ledger.number(at: lock).pointee
        .compareExchange(expected: 0, desired: 1, ordering: .acquiring).exchanged
      guard isTaken else { continue }
      keep(Int(bitPattern: object), row, size)
      set(lock, 0)
      return
    }
  }

  private func keep(_ object: Int, _ row: Int, _ size: Int) {
    let known = entries.first {
      ledger.value(at: $0) == object && ledger.value(at: $0 + 8) == row
    }
    if let known, ledger.value(at: known + 16) >= size { return }
    let place = known ?? entries.min { ledger.value(at: $0 + 16) < ledger.value(at: $1 + 16) }
    guard let place else { return }
    set(place, object)
    set(place + 8, row)
    set(place + 16, size)
    set(floor, entries.map { ledger.value(at: $0 + 16) }.min() ?? 0)
  }

  private func set(_ offset: Int, _ value: Int) {
    unsafe ledger.number(at: offset).pointee.store(value, ordering: .releasing)
  }

  /// The objects, the largest first.
  var all: [ShadowFindings.LargeObject] {
    entries.filter { ledger.value(at: $0 + 16) > 0 }
      .map {
        ShadowFindings.LargeObject(
          type: ledger.name(at: ledger.value(at: $0 + 8)), bytes: ledger.value(at: $0 + 16))
      }
      .sorted { ($1.bytes, $0.type) < ($0.bytes, $1.type) }
  }
}
