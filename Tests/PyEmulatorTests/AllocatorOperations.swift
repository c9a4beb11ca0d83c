import OracleSupport
import SeededRandom

/// Calls of `PyObject_Malloc`, `PyObject_Realloc` and `PyObject_Free`, made from a seed.
struct AllocatorOperations {
  /// `m`, `r` or `f`.
  private(set) var kinds: [String] = []
  /// Which block, by the number of its slot.
  private(set) var slots: [Int] = []
  /// Bytes asked for; of a free, 0.
  private(set) var sizes: [Int] = []

  /// Calls for blocks of those sizes, in three phases that come twice.
  ///
  /// - Parameter allocations: in each phase, how many calls of a hundred ask for a new block.
  init(sizes choices: [Int], count: Int, allocations: [Int], seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var full: [Int] = []
    var empty: [Int] = []
    var slotCount = 0
    func size() -> Int { random.pick(choices) }
    for step in 0..<count {
      let phase = step * 6 / count % 3
      if full.isEmpty || random.chance(allocations[phase]) {
        if empty.isEmpty {
          empty.append(slotCount)
          slotCount += 1
        }
        let slot = empty.removeLast()
        full.append(slot)
        add("m", slot, size())
      } else if random.chance(15) {
        add("r", random.pick(full), size())
      } else {
        let slot = full.remove(at: Int.random(in: full.indices, using: &random))
        empty.append(slot)
        add("f", slot, 0)
      }
    }
  }

  private mutating func add(_ kind: String, _ slot: Int, _ size: Int) {
    kinds.append(kind)
    slots.append(slot)
    sizes.append(size)
  }
}
