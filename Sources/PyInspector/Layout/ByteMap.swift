public import PyLayout

/// One block of an object, every byte of it: what `pysize layout` shows and pictures are drawn from.
public struct ByteMap: Hashable, Sendable {
  /// What the block is of the object: `instance`, `items`, `__dict__ key table` …
  public let part: String
  /// The block, all its bytes described.
  public let block: Block
  /// What the allocator gives for it, in bytes; `nil` for a block that is not from the allocator.
  public let allocated: Int?
  private let sums: [Purpose: Int]

  /// The rows in memory order, without gaps.
  public var rows: [Block.Field] { block.fields }
  /// Bytes asked from the allocator.
  public var size: Int { block.size }
  /// Bytes that it gives beyond that.
  public var rounding: Int { max(0, (allocated ?? size) - size) }

  /// Bytes of one purpose.
  public func size(of purpose: Purpose) -> Int {
    purpose == .rounding ? rounding : sums[purpose] ?? 0
  }

  private init(part: String, _ block: Block, allocated: Int?) {
    self.part = part
    self.block = block
    self.allocated = allocated?.inMemory
    sums = block.fields.reduce(into: [:]) { sums, row in
      sums.merge(row.purposes) { $0.adding($1).inMemory }
    }
  }
}

extension ByteMap {
  /// A block that an inspector has read.
  ///
  /// - Parameters:
  ///   - owner: what stands before the part's name: `__dict__ `.
  ///   - allocated: what the allocator gives for it, in bytes.
  ///   - known: where the user's fields are, for those that a type written in C does not show.
  public init(
    _ block: Block, of owner: String = "", allocated: Int?, known: BlockLayout? = nil
  ) {
    var block = block
    if let known, block.fields.contains(where: { $0.role == .opaque }) {
      block = block.with(block.fields.flatMap { $0.fields(known) ?? [$0] })
    }
    self.init(part: owner + block.part, block, allocated: allocated)
  }

  /// A block of which no object is there.
  public init(
    _ layout: BlockLayout, allocated: Int, part: String = "instance"
  ) {
    let lead = layout.rows.first?.offset ?? 0
    let block = Block(
      part: part, address: .null, origin: .null + Offset(rawValue: -lead.rawValue),
      fields: layout.rows.map { Block.Field($0.with(name: $0.label)) })
    self.init(part: part, block, allocated: allocated)
  }
}

extension Block.Field {
  /// The user's fields in a run of bytes whose type does not tell them, and what is behind them; `nil`
  /// where the run does not start with one.
  fileprivate func fields(_ known: BlockLayout) -> [Block.Field]? {
    guard row.role == .opaque else { return nil }
    let end = row.offset + row.size
    let rows = known.rows.filter { $0.offset >= row.offset && $0.offset + $0.size <= end }
    let size = rows.reduce(0) { $0 + $1.size }
    guard rows.first?.offset == row.offset, size <= row.size else { return nil }
    let rest = FieldRow(
      row.name, offset: row.offset + size, size: row.size - size, cType: nil, role: .opaque,
      purpose: row.purpose)
    return rows.map { known in
      let first = known.offset.rawValue - row.offset.rawValue
      let bytes = Array(bytes.dropFirst(first).prefix(known.size))
      let target = known.role.target(of: bytes.number)
      return Block.Field(
        known.with(name: known.label, purpose: known.cType == nil ? nil : .data), bytes: bytes,
        target: target, meaning: target == .null ? "NULL" : nil)
    } + (rest.size > 0 ? [Block.Field(rest)] : [])
  }
}

extension [ByteMap] {
  /// The other block that a row of one of them points to, by its part; `nil` where that is none.
  public func part(pointedAtBy row: Block.Field, in map: ByteMap) -> String? {
    guard row.role == .part || row.role.isReference, let target = row.target else { return nil }
    return first { $0.block.holds(target) }.flatMap { $0.part == map.part ? nil : $0.part }
  }
}
