internal import PyLayout

/// A block whose bytes are read and whose fields are being told.
struct OpenBlock {
  let part: String
  let address: Address
  /// Bytes from the first byte to offset 0.
  let lead: Int
  private let bytes: [UInt8]
  fileprivate var fields: [Block.Field] = []

  init(_ part: String, at address: Address, lead: Int, bytes: [UInt8]) {
    self.part = part
    self.address = address
    self.lead = lead
    self.bytes = bytes
  }

  /// The offset behind the last byte.
  var end: Int { bytes.count - lead }

  /// Whether so many bytes at an offset are all inside.
  private func holds(_ offset: Int, _ size: Int) -> Bool {
    size > 0 && offset >= -lead && offset <= end && size <= end - offset
  }

  /// The number in the bytes at an offset, 0 outside of the block.
  func bits(_ offset: Int, _ size: Int) -> UInt64 {
    guard holds(offset, size) else { return 0 }
    return bytes[(offset + lead)..<(offset + lead + min(size, 8))].reversed()
      .reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// The bytes at an offset, none outside of the block.
  func slice(_ offset: Int, _ size: Int) -> ArraySlice<UInt8> {
    holds(offset, size) ? bytes[(offset + lead)..<(offset + lead + size)] : []
  }

  /// Tells what stands at an offset; what is not inside is left out.
  mutating func claim(
    _ name: String, _ offset: Int, _ size: Int, _ role: Role, _ meaning: String? = nil,
    _ cType: String? = nil
  ) {
    guard holds(offset, size) else { return }
    fields.append(
      Block.Field(
        name: name, offset: Offset(rawValue: offset), cType: role.cType(of: name) ?? cType,
        bytes: Array(slice(offset, size)), role: role, meaning: meaning))
  }

  /// The same, unless some of the bytes were told before.
  mutating func claimFree(
    _ name: String, _ offset: Int, _ size: Int, _ role: Role, _ meaning: String? = nil,
    _ cType: String? = nil
  ) {
    guard holds(offset, size) else { return }
    let isFree = fields.allSatisfy {
      $0.offset.rawValue + $0.size <= offset || offset + size <= $0.offset.rawValue
    }
    if isFree { claim(name, offset, size, role, meaning, cType) }
  }

  /// The block, with what was not told filled in.
  ///
  /// - Parameter gap: the name and the role of what was not told, by its first offset.
  func closed(gap: (_ offset: Int) -> (name: String, role: Role)) -> Block {
    var result: [Block.Field] = []
    var position = -lead
    func fill(to offset: Int) {
      guard offset > position else { return }
      let (name, role) = gap(position)
      result.append(
        Block.Field(
          name: name, offset: Offset(rawValue: position), cType: nil,
          bytes: Array(slice(position, offset - position)), role: role, meaning: nil))
      position = offset
    }
    let isSorted = zip(fields, fields.dropFirst()).allSatisfy { $0.offset <= $1.offset }
    for field in isSorted ? fields : fields.sorted(by: { $0.offset < $1.offset }) {
      guard field.offset.rawValue >= position else { continue }
      fill(to: field.offset.rawValue)
      result.append(field)
      position += field.size
    }
    fill(to: end)
    return Block(
      part: part, address: address, origin: address + Offset(rawValue: lead), fields: result)
  }

  /// The block, with holes between what was told.
  func closed() -> Block {
    closed { $0 < end ? ("hole", .unused) : ("padding", .unused) }
  }
}

extension OpenBlock {
  /// Takes back what was told of the fields so named, to tell it better.
  mutating func retell(_ isNamed: (String) -> Bool) { fields.removeAll { isNamed($0.name) } }

  /// Gives the field so named another type in C.
  mutating func retype(_ name: String, _ cType: String) {
    for index in fields.indices where fields[index].name == name { fields[index].cType = cType }
  }

  /// Gives the fields at an offset a meaning.
  mutating func explain(_ offset: Int, _ meaning: String?) {
    for index in fields.indices where fields[index].offset.rawValue == offset {
      fields[index].meaning = meaning
    }
  }
}
