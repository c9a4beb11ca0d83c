package import PyLayout

/// A program or a library as the loader has put it into a process: elf(5).
package struct ELFImage {
  private let memory: any Memory
  /// What is added to an address in the file.
  private var bias: UInt64 { segments.bias }
  /// Where the data that the program changes is, with what starts as zeros.
  package var data: [Range<UInt64>] { segments.data }
  /// Whether a loader starts it, or it may be started itself: a program has PT_INTERP.
  package var hasInterpreter: Bool { segments.hasInterpreter }
  /// Programs that have copies of some of its data, which all use in place of its own: R_X86_64_COPY.
  package var programs: [ELFImage] = []
  /// The size of a pointer in bytes: 8 or 4.
  package var pointerSize: Int { segments.pointerSize }
  /// Symbols that it has and does not export, where somebody has found them.
  var hidden: [String: Address] = [:]
  /// From its first segment to the end of its last.
  var extent: Range<UInt64> { segments.extent }
  private let segments: ELFSegments
  private let exported: Exported?

  /// The tables of the symbols that it exports.
  private struct Exported {
    let symbols: Address
    let names: Address
    let hashes: Address
  }

  /// The image whose first bytes are mapped at an address; `nil` where none is.
  package init?(at start: UInt64, in memory: any Memory) throws(MemoryError) {
    guard let segments = try ELFSegments(at: start, in: memory) else { return nil }
    self.memory = memory
    self.segments = segments
    let (dynamic, size) = (segments.dynamic, segments.pointerSize)
    guard dynamic.upperBound > 0 else {
      exported = nil
      return
    }
    var (symbols, names, hashes) = (0 as UInt64, 0 as UInt64, 0 as UInt64)
    let words = try memory.bytes(
      at: Address(rawValue: dynamic.lowerBound &+ segments.bias),
      count: Int(truncatingIfNeeded: min(dynamic.upperBound - dynamic.lowerBound, 1 << 16)))
    for entry in stride(from: 0, through: words.count - 2 * size, by: 2 * size) {
      let value = words[entry + size..<entry + 2 * size].littleEndianBits
      // glibc's loader writes addresses there, musl's leaves those in the file
      let place = value < start ? value &+ segments.bias : value
      switch words[entry..<entry + size].littleEndianBits {
      case 5: names = place  // DT_STRTAB
      case 6: symbols = place  // DT_SYMTAB
      case 0x6FFF_FEF5: hashes = place  // DT_GNU_HASH
      default: break
      }
    }
    exported =
      symbols == 0 || names == 0 || hashes == 0
      ? nil
      : Exported(
        symbols: Address(rawValue: symbols), names: Address(rawValue: names),
        hashes: Address(rawValue: hashes))
  }

  /// Where a symbol is that the image defines, or a program in its place; `nil` where it does not, or nobody sees it.
  package func address(of symbol: String) throws(MemoryError) -> Address? {
    if let place = hidden[symbol] { return place }
    for program in programs {
      if let copy = try program.address(of: symbol) { return copy }
    }
    guard let exported else { return nil }
    func word(_ index: Int) throws(MemoryError) -> UInt32 {
      UInt32(
        truncatingIfNeeded: try memory.bits(
          at: exported.hashes + Offset(rawValue: index * 4), size: 4))
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
      if entry | 1 == hash | 1,
        let found = try address(ofSymbol: Int(index), named: symbol, exported)
      {
        return found
      }
      // The last of its chain
      if entry & 1 == 1 { return nil }
      index += 1
    }
  }

  private func address(
    ofSymbol index: Int, named name: String, _ exported: Exported
  ) throws(MemoryError) -> Address? {
    let is64 = pointerSize == 8
    let entry = exported.symbols + Offset(rawValue: index * (is64 ? 24 : 16))
    let place = exported.names + Offset(rawValue: Int(try memory.bits(at: entry, size: 4)))
    let wanted = Array(name.utf8) + [0]
    guard try memory.bytes(at: place, count: wanted.count) == wanted else { return nil }
    let value = try memory.bits(at: entry + Offset(rawValue: is64 ? 8 : 4), size: pointerSize)
    return Address(rawValue: value &+ bias)
  }
}
