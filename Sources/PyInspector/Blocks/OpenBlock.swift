internal import PyLayout

/// A block whose shown bytes have been read and whose fields are being described.
struct OpenBlock {
  let part: String
  let address: Address
  /// Bytes from the first byte to offset 0.
  let lead: Int
  /// Bytes of the block.
  let size: Int
  /// Whether more may have been asked for.
  var isAtLeast = false
  /// What is read of it: all, or of a large block the pieces that are shown.
  private var pieces: [Piece] = []
  fileprivate var fields: [Block.Field] = []
  /// Behind the last byte that was described.
  private var told = Int.min

  private struct Piece {
    let start: Int
    let bytes: [UInt8]
    var end: Int { start + bytes.count }
  }

  init(_ part: String, at address: Address, lead: Int, size: Int) {
    self.part = part
    self.address = address
    self.lead = lead
    self.size = size
  }

  /// The offset behind the last byte.
  var end: Int { size - lead }

  /// Takes bytes in that were read at an offset.
  mutating func take(_ bytes: [UInt8], at offset: Int) {
    pieces.append(Piece(start: offset, bytes: bytes))
  }

  /// Whether `size` bytes at an offset are read.
  func isRead(_ offset: Int, _ size: Int) -> Bool { piece(offset, size) != nil }

  /// Whether `size` bytes at an offset are all inside.
  private func holds(_ offset: Int, _ size: Int) -> Bool {
    size > 0 && offset >= -lead && offset <= end && size <= end - offset
  }

  private func piece(_ offset: Int, _ size: Int) -> Piece? {
    pieces.last { $0.start <= offset && size <= $0.end - offset }
  }

  /// The number in the bytes at an offset, 0 outside of what is read.
  func bits(_ offset: Int, _ size: Int) -> UInt64 {
    guard holds(offset, size), let piece = piece(offset, min(size, 8)) else { return 0 }
    return piece.bytes.number(at: offset - piece.start, min(size, 8))
  }

  /// The bytes at an offset, as many as are read, none outside of the block.
  func slice(_ offset: Int, _ size: Int) -> ArraySlice<UInt8> {
    guard holds(offset, size), let piece = piece(offset, size) ?? piece(offset, 1) else {
      return []
    }
    let start = offset - piece.start
    return piece.bytes[start..<min(start + size, piece.bytes.count)]
  }

  /// Describes what stands at an offset; what is not inside is left out.
  ///
  /// - Parameters:
  ///   - target: where it points; `nil` for what the bytes say.
  ///   - isVisited: whether `tp_traverse` visits it; `nil` for what its role says.
  mutating func claim(
    _ name: String, path: String? = nil, _ offset: Int, _ size: Int, _ role: FieldRole,
    _ meaning: String? = nil, _ cType: String? = nil, purpose: Purpose? = nil,
    target: Address? = nil, isVisited: Bool? = nil
  ) {
    guard holds(offset, size) else { return }
    let bytes = Array(slice(offset, size))
    let bits = bytes.count < size ? 0 : bytes.number
    let held = role.holding(bits)
    let isLeftOut = held == .reference && isVisited == false
    told = max(told, offset + size)
    fields.append(
      Block.Field(
        row(
          name, path: path, offset, size, isLeftOut ? .unvisited : held, cType ?? held.cType,
          purpose), bytes: bytes, target: target ?? role.target(of: bits),
        meaning: meaning, isVisited: isVisited ?? (held == .reference)))
  }

  /// Describes a field of a struct that starts at an offset.
  ///
  /// - Parameters:
  ///   - name: what it is called; `nil` for what its row says.
  ///   - isUsed: whether anybody uses the struct.
  mutating func claim(
    _ row: FieldRow, at start: Int, as name: String? = nil, isUsed: Bool = true,
    _ meaning: String? = nil, isVisited: Bool? = nil
  ) {
    claim(
      name ?? row.label, path: name == nil ? row.path : nil, start + row.offset.rawValue, row.size,
      isUsed ? row.role : .unused, meaning, row.cType, purpose: isUsed ? row.purpose : nil,
      isVisited: isVisited)
  }

  /// Describes the middle of a long run, whose fields are not described one by one.
  mutating func claim(_ name: String, _ offset: Int, _ size: Int, _ elided: Block.Field.Elided) {
    guard holds(offset, size), let most = elided.shares.max(by: { $0.size < $1.size }) else {
      return
    }
    told = max(told, offset + size)
    fields.append(
      Block.Field(row(name, offset, size, most.role, nil, most.purpose), elided: elided))
  }

  /// The same as the first, unless some of the bytes were described before.
  mutating func claimFree(
    _ name: String, _ offset: Int, _ size: Int, _ role: FieldRole, _ meaning: String? = nil,
    _ cType: String? = nil, purpose: Purpose? = nil
  ) {
    guard holds(offset, size) else { return }
    let isFree =
      told <= offset
      || fields.allSatisfy {
        $0.row.offset.rawValue + $0.row.size <= offset || offset + size <= $0.row.offset.rawValue
      }
    if isFree { claim(name, offset, size, role, meaning, cType, purpose: purpose) }
  }

  /// A row of the block; what stands before an object is a header of it.
  private func row(
    _ name: String, path: String? = nil, _ offset: Int, _ size: Int, _ role: FieldRole,
    _ cType: String?, _ purpose: Purpose?
  ) -> FieldRow {
    FieldRow(
      name, path: path, offset: Offset(rawValue: offset), size: size, cType: cType, role: role,
      purpose: offset < 0 && part == "instance" ? .header : purpose)
  }

  /// What the bytes are that were not described.
  struct Gap {
    let name: String
    var role = FieldRole.unused
    var purpose: Purpose?
    /// What alignment leaves between fields, and behind the last.
    static let hole = Gap(name: "hole", purpose: .hole)
    static let padding = Gap(name: "padding", purpose: .hole)
    static let spare = Gap(name: "spare")
  }

  /// The block, with what was not described filled in.
  ///
  /// - Parameter gap: what was not described, by its offsets.
  func closed(gap: (_ bytes: Range<Int>) -> Gap) -> Block {
    var result: [Block.Field] = []
    var position = -lead
    func fill(to offset: Int) {
      guard offset > position else { return }
      let gap = gap(position..<offset)
      result.append(
        Block.Field(
          row(gap.name, position, offset - position, gap.role, nil, gap.purpose),
          bytes: Array(slice(position, offset - position))))
      position = offset
    }
    let isSorted = zip(fields, fields.dropFirst()).allSatisfy { $0.row.offset <= $1.row.offset }
    for field in isSorted ? fields : fields.sorted(by: { $0.row.offset < $1.row.offset }) {
      guard field.row.offset.rawValue >= position else { continue }
      fill(to: field.row.offset.rawValue)
      result.append(field)
      position += field.row.size
    }
    fill(to: end)
    return Block(
      part: part, address: address, origin: address + Offset(rawValue: lead), fields: result,
      isAtLeast: isAtLeast)
  }

  /// The block, with holes between what was described.
  func closed() -> Block {
    closed { $0.lowerBound < end ? .hole : .padding }
  }
}

extension OpenBlock {
  /// Removes the descriptions of the fields with these names, so that better ones take their place.
  mutating func retell(_ isNamed: (String) -> Bool) { fields.removeAll { isNamed($0.row.name) } }

  /// The bytes at an offset as numbers.
  func listed(_ offset: Int, _ size: Int) -> String {
    slice(offset, size).map { "\($0)" }.joined(separator: " ")
  }

  /// Gives the fields at an offset a meaning.
  mutating func explain(_ offset: Int, _ meaning: String?) {
    for index in fields.indices where fields[index].row.offset.rawValue == offset {
      fields[index].meaning = meaning
    }
  }
}
