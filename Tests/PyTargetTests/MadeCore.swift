/// A core file as the kernel writes it, made by hand: for what no process here has.
struct MadeCore {
  /// The size of a pointer in bytes.
  let pointerSize: Int
  /// What is mapped: where, `p_flags`, and the bytes that are dumped, of how many.
  var segments: [(address: UInt64, flags: UInt64, bytes: [UInt8], size: UInt64)] = []
  /// The stack pointer of each thread.
  var stackPointers: [UInt64] = []
  /// `NT_AUXV`.
  var auxiliary: [(UInt64, UInt64)] = []
  /// `NT_FILE`: where, the page of the file, its name.
  var names: [(range: Range<UInt64>, page: UInt64, name: String)] = []

  init(pointerSize: Int) { self.pointerSize = pointerSize }

  /// A number of `size` bytes, by default a pointer's.
  func number(_ value: UInt64, _ size: Int? = nil) -> [UInt8] {
    (0..<(size ?? pointerSize)).map { UInt8(truncatingIfNeeded: value >> (UInt64($0) * 8)) }
  }

  private func note(_ type: UInt64, _ content: [UInt8]) -> [UInt8] {
    number(5, 4) + number(UInt64(content.count), 4) + number(type, 4) + Array("CORE\0\0\0\0".utf8)
      + content + Array(repeating: 0, count: -content.count & 3)
  }

  /// The whole file.
  var bytes: [UInt8] {
    let is64 = pointerSize == 8
    var notes: [UInt8] = []
    for pointer in stackPointers {
      // struct elf_prstatus, of which nothing but the stack pointer is looked at
      let (before, size) = is64 ? (264, 336) : (132, 144)
      notes += note(
        1,
        Array(repeating: 0, count: before) + number(pointer)
          + Array(repeating: 0, count: size - before - pointerSize))
    }
    notes += note(6, auxiliary.flatMap { number($0.0) + number($0.1) })
    notes += note(
      0x4649_4C45,
      number(UInt64(names.count)) + number(4096)
        + names.flatMap {
          number($0.range.lowerBound) + number($0.range.upperBound) + number($0.page)
        } + names.flatMap { Array($0.name.utf8) + [0] })
    let (header, entry) = is64 ? (64, 56) : (52, 32)
    let start = header + entry * (segments.count + 1)
    var place = (start + notes.count + 4095) / 4096 * 4096
    func row(
      _ type: UInt64, _ flags: UInt64, _ offset: Int, _ address: UInt64, _ count: Int,
      _ size: UInt64
    )
      -> [UInt8]
    {
      let middle =
        number(UInt64(offset)) + number(address) + number(0) + number(UInt64(count)) + number(size)
      return is64
        ? number(type, 4) + number(flags, 4) + middle + number(4096)
        : number(type, 4) + middle + number(flags, 4) + number(4096)
    }
    var all: [UInt8] = [0x7F, 0x45, 0x4C, 0x46, is64 ? 2 : 1, 1, 1] + Array(repeating: 0, count: 9)
    all += number(4, 2) + number(is64 ? 62 : 3, 2) + number(1, 4) + number(0)
    all += number(UInt64(header)) + number(0) + number(0, 4) + number(UInt64(header), 2)
    all += number(UInt64(entry), 2) + number(UInt64(segments.count + 1), 2) + number(0, 6)
    all += row(4, 0, start, 0, notes.count, 0)
    for segment in segments {
      all += row(1, segment.flags, place, segment.address, segment.bytes.count, segment.size)
      place += segment.bytes.count
    }
    all += notes
    all += Array(repeating: 0, count: -all.count & 4095)
    return all + segments.flatMap(\.bytes)
  }
}
