internal import PyLayout

/// Where the loader has put the segments of a program or a library: its program headers, elf(5).
package struct ELFSegments {
  /// Where it is: from its first segment to the end of its last, with what starts as zeros.
  package let extent: Range<UInt64>
  /// Where the data that it changes is, with what starts as zeros.
  package let data: [Range<UInt64>]
  /// Whether a loader starts it, or it may be started itself: a program has PT_INTERP.
  package let hasInterpreter: Bool
  /// The size of a pointer in bytes: 8 or 4.
  package let pointerSize: Int
  /// What is added to an address in the file.
  let bias: UInt64
  /// PT_DYNAMIC, by addresses in the file.
  let dynamic: ClosedRange<UInt64>

  /// Those of the image whose first bytes are mapped at an address; `nil` where none is.
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
    if lowest == .max { return nil }
    let bias = start.rawValue &- lowest
    self.bias = bias
    self.dynamic = dynamic
    self.hasInterpreter = hasInterpreter
    pointerSize = size
    // What is damaged may say anything of its size
    let most: UInt64 = 1 << 40
    extent = start.rawValue..<max(start.rawValue, start.rawValue &+ min(highest &- lowest, most))
    data = writable.map { $0.lowerBound &+ bias..<$0.upperBound &+ bias }
  }
}
