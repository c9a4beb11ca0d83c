internal import PyLayout

/// `arenas`, Objects/obmalloc.c: the arenas and their order, from the fullest to the emptiest.
///
/// CPython keeps it in memory from `malloc` that no object points to; here it takes no emulated
/// memory.
struct ArenaTable {
  /// `struct arena_object`; links are indices.
  struct Arena {
    /// The mapping, or `NULL` where the entry is unused.
    var address = Address.null
    /// `pool_address`: the first pool that was never carved off.
    var poolAddress = Pointer<pool_header>.null
    var nfreepools = 0
    var ntotalpools = 0
    /// The pools that were given back, linked by their `nextpool`.
    var freepools = Pointer<pool_header>.null
    var next: Int?
    var previous: Int?
  }

  var entries: [Arena] = []
  /// `usable_arenas`: the fullest arena with a free pool.
  private(set) var usable: Int?
  /// `unused_arena_objects`
  private var unused: Int?
  /// `nfp2lasta`: for each number of free pools, the last arena that has that many.
  private var last: [Int?] = []

  /// `ntimes_arena_allocated`
  private(set) var allocatedTotal = 0
  /// `narenas_currently_allocated`
  private(set) var allocated = 0
  /// `narenas_highwater`
  private(set) var highwater = 0

  /// `new_arena`: enters an arena, the only usable one.
  mutating func add(_ address: Address, size: Int, poolSize: Int) {
    if unused == nil { grow() }
    guard let index = unused else { return }
    unused = entries[index].next
    // What is before the first address that is a multiple of the pool's size is lost
    let excess = address.distance(from: address.roundedDown(to: poolSize))
    let pools = size / poolSize - (excess == 0 ? 0 : 1)
    entries[index] = Arena(
      address: address, poolAddress: Pointer(excess == 0 ? address : address + (poolSize - excess)),
      nfreepools: pools, ntotalpools: pools)
    while last.count <= pools { last.append(nil) }
    allocatedTotal += 1
    allocated += 1
    highwater = max(highwater, allocated)
    usable = index
    last[pools] = index
  }

  /// Doubles the entries: `INITIAL_ARENA_OBJECTS` is 16.
  private mutating func grow() {
    let count = entries.isEmpty ? 16 : entries.count * 2
    let first = entries.count
    for index in first..<count {
      entries.append(Arena(next: index + 1 < count ? index + 1 : nil))
    }
    unused = first
  }

  /// Counts one free pool less in the first usable arena: `allocate_from_new_pool`.
  mutating func takePool() {
    guard let index = usable else { return }
    let free = entries[index].nfreepools
    if last[free] == index { last[free] = nil }
    if free > 1 { last[free - 1] = index }
    entries[index].nfreepools = free - 1
    if free == 1 {
      usable = entries[index].next
      if let usable { entries[usable].previous = nil }
    }
  }

  /// Counts one free pool more: `insert_to_freepool`. True where the whole arena is to be unmapped.
  ///
  /// - Parameter keepsLast: bpo-37257, 3.9: the arena at the list's end is kept though it is empty.
  mutating func givePool(_ index: Int, keepsLast: Bool) -> Bool {
    let before = entries[index].nfreepools
    let lastBefore = last[before]
    if lastBefore == index {
      let previous = entries[index].previous
      last[before] = previous.flatMap { entries[$0].nfreepools == before ? $0 : nil }
    }
    let free = before + 1
    entries[index].nfreepools = free
    if free == entries[index].ntotalpools && (!keepsLast || entries[index].next != nil) {
      if before > 0 { unlink(index) }
      entries[index] = Arena(next: unused)
      unused = index
      allocated -= 1
      return true
    }
    if free == 1 {
      entries[index].next = usable
      entries[index].previous = nil
      if let usable { entries[usable].previous = index }
      usable = index
      if last[1] == nil { last[1] = index }
      return false
    }
    if last[free] == nil { last[free] = index }
    if let lastBefore, lastBefore != index {
      unlink(index)
      entries[index].previous = lastBefore
      entries[index].next = entries[lastBefore].next
      if let next = entries[lastBefore].next { entries[next].previous = index }
      entries[lastBefore].next = index
    }
    return false
  }

  private mutating func unlink(_ index: Int) {
    let (previous, next) = (entries[index].previous, entries[index].next)
    if let previous { entries[previous].next = next } else { usable = next }
    if let next { entries[next].previous = previous }
  }
}
