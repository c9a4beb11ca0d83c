import PyLayout

/// CPython's hashes under `PYTHONHASHSEED=0`, each a `Py_hash_t` of the build.
enum Hash {
  /// A `Py_hash_t` from its bits: as wide as a pointer, and never -1, which means an error.
  static func value(_ bits: UInt64, on build: Build) -> Int {
    let hash = Py_hash_t.value(of: bits, on: build)
    return hash == -1 ? -2 : hash
  }

  /// `_Py_HashPointer`, Python/pyhash.c: an address's low bits are all zero, so it is rotated.
  static func pointer(_ address: UInt64, on build: Build) -> Int {
    let width = UInt64(build.pointerSize * 8)
    return value(address >> 4 | address << (width - 4), on: build)
  }

  /// `none_hash`, Objects/object.c, 3.12 on: `_Py_HASH_NONE`
  static func none(on build: Build) -> Int { value(0xfca8_6420, on: build) }

  /// `tuplehash`, Objects/tupleobject.c, from the items' hashes.
  static func tuple(_ items: [Int], on build: Build) -> Int {
    if build.version < .v3_8 { return oldTuple(items, on: build) }
    // bpo-34751, 3.8: xxHash
    let mask = UInt64.max >> UInt64(64 - build.pointerSize * 8)
    let prime5 = prime5(on: build)
    let acc = (lanes(items, on: build) &+ (UInt64(items.count) ^ (prime5 ^ 3_527_539))) & mask
    return acc == mask ? 1_546_275_796 : Py_hash_t.value(of: acc, on: build)
  }

  /// `_PyHASH_XXPRIME_5`
  private static func prime5(on build: Build) -> UInt64 {
    build.pointerSize == 8 ? 2_870_177_450_012_600_261 : 374_761_393
  }

  /// The rounds of xxHash, one for each item.
  private static func lanes(_ items: [Int], on build: Build) -> UInt64 {
    let is64 = build.pointerSize == 8
    let prime1: UInt64 = is64 ? 11_400_714_785_074_694_791 : 2_654_435_761
    let prime2: UInt64 = is64 ? 14_029_467_366_897_019_727 : 2_246_822_519
    let mask = UInt64.max >> UInt64(64 - build.pointerSize * 8)
    let (left, width) = is64 ? (UInt64(31), UInt64(64)) : (13, 32)
    var acc = prime5(on: build)
    for lane in items {
      acc = acc &+ (UInt64(bitPattern: Int64(lane)) & mask) &* prime2 & mask
      acc &= mask
      acc = (acc << left | acc >> (width - left)) & mask
      acc = acc &* prime1 & mask
    }
    return acc
  }

  /// `slicehash`, Objects/sliceobject.c, 3.12 on: as a tuple's, without the count.
  static func slice(_ parts: [Int], on build: Build) -> Int {
    let bits = lanes(parts, on: build)
    let mask = UInt64.max >> UInt64(64 - build.pointerSize * 8)
    return bits == mask ? 1_546_275_796 : Py_hash_t.value(of: bits, on: build)
  }

  private static func oldTuple(_ items: [Int], on build: Build) -> Int {
    var hash: UInt64 = 0x34_5678
    var multiplier: UInt64 = 1_000_003
    for (index, item) in items.enumerated() {
      hash = (hash ^ UInt64(bitPattern: Int64(item))) &* multiplier
      let left = UInt64(items.count - 1 - index)
      multiplier = multiplier &+ (82_520 + left + left)
    }
    return value(hash &+ 97_531, on: build)
  }

  /// `frozenset_hash`, Objects/setobject.c, from the items' hashes.
  static func frozenset(_ items: [Int], on build: Build) -> Int {
    let mask = UInt64.max >> UInt64(64 - build.pointerSize * 8)
    let count = UInt64(items.count) &+ 1
    var hash: UInt64 = build.version < .v3_0 ? 1_927_868_237 &* count : 0
    for item in items {
      let bits = UInt64(bitPattern: Int64(item))
      hash ^= ((bits ^ 89_869_747) ^ (bits << 16)) &* 3_644_798_167
    }
    if build.version >= .v3_0 {
      hash ^= count &* 1_927_868_237
      hash &= mask
      // bpo-26163, 3.6: disperses patterns in nested frozensets
      hash ^= (hash >> 11) ^ (hash >> 25)
    }
    hash = (hash &* 69_069 &+ 907_133_923) & mask
    return hash == mask ? 590_923_713 : Py_hash_t.value(of: hash, on: build)
  }
}
