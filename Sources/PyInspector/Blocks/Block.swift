public import PyLayout

/// One separately allocated block of an object, every byte of it.
public struct Block: Hashable, Sendable {
  /// Which part of the object it is: `instance`, `items`, `key table`, `values` …
  public let part: String
  /// Its first byte: what the allocator gave; `NULL` where no object is there.
  public let address: Address
  /// Offset 0 of its fields; of the instance, where `id()` points.
  public let origin: Address
  /// The fields in memory order, without gaps or overlaps.
  public let fields: [Field]
  /// Bytes requested from the allocator, for all ``count`` blocks together.
  public let size: Int
  /// How many blocks of one size it stands for: more than one in the middle of a long chain.
  public let count: Int
  /// Whether more may have been asked for: memory does not tell.
  public internal(set) var isAtLeast = false

  init(
    part: String, address: Address, origin: Address, fields: [Field], count: Int = 1,
    isAtLeast: Bool = false
  ) {
    self.part = part
    self.address = address
    self.origin = origin
    self.fields = fields
    self.count = count
    self.isAtLeast = isAtLeast
    size = fields.reduce(0) { $0.adding($1.row.size.inMemory) }.inMemory
  }

  /// The same with other fields for its bytes.
  func with(_ fields: [Field], part: String? = nil) -> Block {
    Block(
      part: part ?? self.part, address: address, origin: origin, fields: fields, count: count,
      isAtLeast: isAtLeast)
  }

  /// Whether an address is inside.
  func holds(_ target: Address) -> Bool {
    target >= address && target.rawValue - address.rawValue < UInt64(size)
  }
}
