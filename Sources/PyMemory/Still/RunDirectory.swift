/// Where a memory's runs are, by pieces of addresses: which runs reach into a piece is found without a search
/// among all of them.
///
/// A hash table with open addressing, at most half full, whose keys are numbers of pieces.
@usableFromInline struct RunDirectory {
  @usableFromInline struct Entry {
    /// The piece's number, and 1 more; 0 where there is none.
    @usableFromInline var key: UInt64 = 0
    /// The runs that reach into it.
    @usableFromInline var first: Int32 = 0
    @usableFromInline var end: Int32 = 0
  }

  @usableFromInline private(set) var entries: [Entry]
  /// Bytes of a piece, as a power of 2.
  @usableFromInline let shift: UInt64
  /// Bits of a hash that are no index.
  @usableFromInline let spare: UInt64

  init(_ runs: [StillMemory.Run]) {
    // More pieces are not counted: they are made larger
    let most = UInt64(max(1 << 16, 4 * runs.count))
    var shift: UInt64 = 20
    var pieces: UInt64 = 0
    repeat {
      // The last pieces of one run and the first one of the next may be the same
      pieces = runs.reduce(0) { pieces, run in
        pieces + (run.start + (run.count - 1)) >> shift - run.start >> shift + 1
      }
      if pieces > most { shift += 4 }
    } while pieces > most && shift < 48
    let bits = UInt64(max(1, 64 - (2 * pieces).leadingZeroBitCount))
    self.shift = shift
    spare = 64 - bits
    entries = [Entry](repeating: Entry(), count: 1 << Int(bits))
    for (number, run) in runs.enumerated() {
      for piece in run.start >> shift...(run.start + (run.count - 1)) >> shift {
        let index = index(of: piece)
        if entries[index].key == 0 { entries[index] = Entry(key: piece + 1, first: Int32(number)) }
        entries[index].end = Int32(number) + 1
      }
    }
  }

  /// Where a piece is in the table, or would be.
  @inlinable @inline(__always) func index(of piece: UInt64) -> Int {
    // 2 to the 64th by the golden ratio: Knuth, The Art of Computer Programming, 6.4
    var index = Int(truncatingIfNeeded: (piece &* 0x9E37_79B9_7F4A_7C15) &>> spare)
    while entries[index].key != 0 && entries[index].key != piece &+ 1 {
      index = (index &+ 1) & (entries.count &- 1)
    }
    return index
  }

  /// The runs that reach into an address's piece.
  @inlinable @inline(__always) func candidates(for address: UInt64) -> (first: Int, end: Int) {
    let entry = entries[index(of: address &>> shift)]
    return (Int(entry.first), Int(entry.end))
  }
}
