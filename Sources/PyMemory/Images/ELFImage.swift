package import PyLayout

/// A program or a library as the loader has put it into a process: elf(5).
package struct ELFImage {
  private let memory: any Memory
  /// What is added to an address in the file.
  private let bias: UInt64
  /// Where the data that the program changes is, with what starts as zeros.
  package let data: [Range<UInt64>]
  /// Where it is: from its first segment to the end of its last.
  package let extent: Range<UInt64>
  /// Whether a loader starts it, or it may be started itself: a program has PT_INTERP.
  package let hasInterpreter: Bool
  /// Programs that have copies of some of its data, which all use in place of its own: R_X86_64_COPY.
  package var programs: [ELFImage] = []
  /// The size of a pointer in bytes: 8 or 4.
  package let pointerSize: Int
  private let symbols: Address
  private let names: Address
  private let hashes: Address

  /// The image whose first bytes are mapped at an address; `nil` where none is, or it shows no symbols.
  package init?(at start: UInt64, in memory: any Memory) throws(MemoryError) {
    let start = Address(rawValue: start)
    let head = try memory.bytes(at: start, count: 64)
    // EI_MAG, EI_CLASS, EI_DATA
    guard head.prefix(4).elementsEqual([0x7F, 0x45, 0x4C, 0x46]), 1...2 ~= head[4], head[5] == 1
    else { return nil }
    let is64 = head[4] == 2
    func number(_ bytes: [UInt8], _ offset64: Int, _ offset32: Int, _ size: Int? = nil) -> UInt64 {
      let offset = is64 ? offset64 : offset32
      let count = size ?? (is64 ? 8 : 4)
      guard offset + count <= bytes.count else { return 0 }
      return bytes[offset..<offset + count].littleEndianBits
    }
    let size = is64 ? 8 : 4
    let (entry, count) = (Int(number(head, 54, 42, 2)), Int(number(head, 56, 44, 2)))
    guard entry >= (is64 ? 56 : 32) else { return nil }
    let table = try memory.bytes(
      at: start + Offset(rawValue: Int(truncatingIfNeeded: number(head, 32, 28))),
      count: entry * count)
    var (lowest, highest, dynamic) = (UInt64.max, 0 as UInt64, 0...0 as ClosedRange<UInt64>)
    var (writable, hasInterpreter) = ([Range<UInt64>](), false)
    for index in 0..<count {
      let segment = Array(table[index * entry..<(index + 1) * entry])
      let (place, length) = (number(segment, 16, 8), number(segment, 40, 20))
      let (end, overflows) = place.addingReportingOverflow(length)
      if overflows { return nil }
      switch number(segment, 0, 0, 4) {
      case 1:  // PT_LOAD
        lowest = min(lowest, place & ~0xFFF)
        highest = max(highest, end)
        // PF_W
        if number(segment, 4, 24, 4) & 2 != 0 { writable.append(place..<end) }
      case 2: dynamic = place...end  // PT_DYNAMIC
      case 3: hasInterpreter = true  // PT_INTERP
      default: break
      }
    }
    guard lowest != .max, dynamic.upperBound > 0 else { return nil }
    let bias = start.rawValue &- lowest
    var (symbols, names, hashes) = (0 as UInt64, 0 as UInt64, 0 as UInt64)
    let words = try memory.bytes(
      at: Address(rawValue: dynamic.lowerBound &+ bias),
      count: Int(truncatingIfNeeded: min(dynamic.upperBound - dynamic.lowerBound, 1 << 16)))
    for entry in stride(from: 0, through: words.count - 2 * size, by: 2 * size) {
      let value = words[entry + size..<entry + 2 * size].littleEndianBits
      // glibc's loader writes addresses there, musl's leaves those in the file
      let place = value < start.rawValue ? value &+ bias : value
      switch words[entry..<entry + size].littleEndianBits {
      case 5: names = place  // DT_STRTAB
      case 6: symbols = place  // DT_SYMTAB
      case 0x6FFF_FEF5: hashes = place  // DT_GNU_HASH
      default: break
      }
    }
    guard symbols != 0, names != 0, hashes != 0 else { return nil }
    self.memory = memory
    self.bias = bias
    self.hasInterpreter = hasInterpreter
    // What is damaged may say anything of its size
    let most: UInt64 = 1 << 40
    extent = start.rawValue..<max(start.rawValue, start.rawValue &+ min(highest &- lowest, most))
    self.pointerSize = size
    self.data = writable.map { $0.lowerBound &+ bias..<$0.upperBound &+ bias }
    self.symbols = Address(rawValue: symbols)
    self.names = Address(rawValue: names)
    self.hashes = Address(rawValue: hashes)
  }

  /// Where a symbol is that the image defines, or a program in its place; `nil` where it does not.
  package func address(of symbol: String) throws(MemoryError) -> Address? {
    for program in programs {
      if let copy = try program.address(of: symbol) { return copy }
    }
    func word(_ index: Int) throws(MemoryError) -> UInt32 {
      UInt32(
        truncatingIfNeeded: try memory.bits(at: hashes + Offset(rawValue: index * 4), size: 4))
    }
    let (buckets, first) = (Int(try word(0)), try word(1))
    let bloom = Int(try word(2)) * pointerSize / 4
    guard buckets > 0 else { return nil }
    // dl_new_hash, elf/dl-lookup.c of glibc
    let hash = symbol.utf8.reduce(5381 as UInt32) { $0 &* 33 &+ UInt32($1) }
    var index = try word(4 + bloom + Int(hash) % buckets)
    guard index >= first else { return nil }
    while true {
      let entry = try word(4 + bloom + buckets + Int(index - first))
      if entry | 1 == hash | 1, let found = try address(ofSymbol: Int(index), named: symbol) {
        return found
      }
      // The last of its chain
      if entry & 1 == 1 { return nil }
      index += 1
    }
  }

  private func address(
    ofSymbol index: Int, named name: String
  ) throws(MemoryError) -> Address? {
    let is64 = pointerSize == 8
    let entry = symbols + Offset(rawValue: index * (is64 ? 24 : 16))
    let place = names + Offset(rawValue: Int(try memory.bits(at: entry, size: 4)))
    let wanted = Array(name.utf8) + [0]
    guard try memory.bytes(at: place, count: wanted.count) == wanted else { return nil }
    let value = try memory.bits(at: entry + Offset(rawValue: is64 ? 8 : 4), size: pointerSize)
    return Address(rawValue: value &+ bias)
  }
}
