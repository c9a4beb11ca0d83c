public import PyInspector
public import PyLayout

/// One block of an object, every byte of it: what `pysize layout` shows and pictures are drawn from.
public struct ByteMap: Hashable, Sendable {
  /// A run of bytes.
  public struct Row: Hashable, Sendable {
    /// Bytes from the block's offset 0, negative before it.
    public let offset: Offset
    /// How many bytes.
    public let size: Int
    /// The C field's name, the slot's, or what the bytes are.
    public let name: String
    /// The type as C writes it; `nil` for what has none.
    public let cType: String?
    /// What stands there, in words; `nil` where that is no more than a number, or there is no object.
    public let value: String?
    /// What the bytes are there for.
    public let purpose: Purpose
    /// The other part that it points to, where that is one of the object's.
    public let target: String?
    /// For how many rows it stands: more than one in the middle of a long run.
    public let count: Int
    /// Bytes of each purpose, where the rows that it stands for have several.
    public let purposes: [Purpose: Int]

    init(
      offset: Offset, size: Int, name: String, cType: String?, value: String?, purpose: Purpose,
      target: String? = nil, count: Int = 1, purposes: [Purpose: Int]? = nil
    ) {
      self.offset = offset
      self.size = size
      self.name = name
      self.cType = cType
      self.value = value
      self.purpose = purpose
      self.target = target
      self.count = count
      self.purposes = purposes ?? [purpose: size]
    }
  }

  /// What the block is of the object: `instance`, `items`, `__dict__ key table` …
  public let part: String
  /// The rows in memory order, without gaps.
  public let rows: [Row]
  /// What the allocator gives for it, in bytes; `nil` for a block that is not from the allocator.
  public let allocated: Int?
  /// Bytes asked from the allocator.
  public let size: Int
  /// Whether more may have been asked for: memory does not tell.
  public let isAtLeast: Bool
  /// How many blocks of one size it stands for: more than one in the middle of a long chain.
  public let count: Int
  private let sums: [Purpose: Int]

  /// Bytes that it gives beyond that.
  public var rounding: Int { max(0, (allocated ?? size) - size) }

  /// Bytes of one purpose.
  public func size(of purpose: Purpose) -> Int {
    purpose == .rounding ? rounding : sums[purpose] ?? 0
  }

  private init(
    part: String, rows: [Row], allocated: Int?, isAtLeast: Bool = false, count: Int = 1
  ) {
    self.count = count
    self.part = part
    self.rows = rows
    self.allocated = allocated?.inMemory
    self.isAtLeast = isAtLeast
    size = rows.reduce(0) { $0.adding($1.size.inMemory) }.inMemory
    sums = rows.reduce(into: [:]) { sums, row in
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
  ///   - partAt: which part of the object an address is in.
  public init(
    _ block: Block, of owner: String = "", allocated: Int?, known: BlockLayout? = nil,
    part partAt: (Address) -> String?
  ) {
    let part = owner + block.part
    let isInstance = block.part == "instance"
    let rows = block.fields.flatMap { field -> [Row] in
      if field.role == .opaque, let known, let rows = Self.rows(known, in: field) { return rows }
      let purposes = field.elided?.shares.reduce(into: [Purpose: Int]()) { sums, share in
        sums[share.purpose, default: 0] += share.size
      }
      return [
        Row(
          offset: field.offset, size: field.size, name: field.name, cType: field.cType,
          value: field.meaning ?? field.number,
          purpose: isInstance && field.offset < 0 ? .header : field.purpose,
          target: field.pointer.flatMap(partAt).flatMap { $0 == part ? nil : $0 },
          count: field.elided?.count ?? 1, purposes: purposes)
      ]
    }
    self.init(
      part: part, rows: rows, allocated: allocated, isAtLeast: block.isAtLeast,
      count: block.count)
  }

  /// The user's fields in a run of bytes whose type does not tell them, and what is behind them; `nil`
  /// where the run does not start with one.
  private static func rows(_ known: BlockLayout, in field: Block.Field) -> [Row]? {
    let end = field.offset + field.size
    let rows = known.rows.filter { $0.offset >= field.offset && $0.offset + $0.size <= end }
    let size = rows.reduce(0) { $0 + $1.size }
    guard rows.first?.offset == field.offset, size <= field.size else { return nil }
    let rest = Row(
      offset: field.offset + size, size: field.size - size, name: field.name,
      cType: nil, value: nil, purpose: field.purpose)
    return rows.map { row in
      let first = row.offset.rawValue - field.offset.rawValue
      let number = field.bytes[first..<first + min(row.size, 8)].reversed()
        .reduce(0) { $0 << 8 | UInt64($1) }
      return Row(
        offset: row.offset, size: row.size, name: row.label, cType: row.cType,
        value: row.cType.flatMap { row.role.value(number, row.size, as: $0) },
        purpose: row.cType != nil ? .data : row.purpose)
    } + (rest.size > 0 ? [rest] : [])
  }

  /// A block of which no object is there.
  public init(
    _ layout: BlockLayout, on build: Build, allocated: Int, part: String = "instance"
  ) {
    let rows = layout.rows.map { row in
      Row(
        offset: row.offset, size: row.size, name: row.label, cType: row.cType, value: nil,
        purpose: row.purpose)
    }
    self.init(part: part, rows: rows, allocated: allocated)
  }
}

extension FieldRole {
  /// The number, or that there is no address; `nil` for an address.
  fileprivate func value(_ number: UInt64, _ size: Int, as cType: String) -> String? {
    switch self {
    case .value, .refcount: CNumber.text(number, size: size, as: cType)
    default: number == 0 ? "NULL" : nil
    }
  }
}

extension Block.Field {
  /// The value of a small number field, as a number.
  fileprivate var number: String? {
    switch role {
    case .value, .refcount: cType.flatMap { CNumber.text(bits, size: size, as: $0) }
    default: nil
    }
  }

  /// Where it points, if it may be to a part.
  fileprivate var pointer: Address? {
    switch role {
    case .part(let target), .reference(let target): target
    default: nil
    }
  }
}
