internal import PyLayout
internal import PyMemory

/// Finds what CPython has in its memory by what that looks like: patch releases, and those who build
/// CPython, move it, but its lists close and its tables agree with what they describe.
struct RuntimeFinder {
  private let memory: StillMemory
  private let build: Build
  private let data: [Range<UInt64>]
  private let pointer: Int
  private let generation: StructLayout<gc_generation>
  private let collector: StructLayout<_gc_runtime_state>
  private let arena: StructLayout<arena_object>
  private let pool: StructLayout<pool_header>
  private let pymalloc: Pymalloc

  init(_ memory: StillMemory, _ build: Build, _ data: [Range<UInt64>]) {
    self.memory = memory
    self.build = build
    self.data = data
    pointer = build.pointerSize
    generation = gc_generation.layout(on: build)
    collector = _gc_runtime_state.layout(on: build)
    arena = arena_object.layout(on: build)
    pool = pool_header.layout(on: build)
    pymalloc = Pymalloc(on: build)
  }

  private func word(_ address: UInt64) -> UInt64? { memory.word(address, size: pointer) }

  private func number(_ address: UInt64) -> UInt32? {
    memory.word(address, size: 4).map { UInt32(truncatingIfNeeded: $0) }
  }

  /// The interpreters that `_PyRuntime` names; before 3.7 nobody exports them.
  func interpreters(_ image: ELFImage) -> [Address] {
    guard build.version >= .v3_7, let runtime = try? image.address(of: "_PyRuntime") else {
      return []
    }
    var (head, next): (UInt64?, UInt64) = (nil, 0)
    if build.version >= .v3_13 {
      let layout = _Py_DebugOffsets.layout(on: build)
      head = memory.word(runtime.rawValue + layout.interpreters_head.place, size: 8)
      next = memory.word(runtime.rawValue + layout.next.place, size: 8) ?? 0
    } else {
      head = _PyRuntimeState.layout(on: build).head.place
    }
    var found: [Address] = []
    var interpreter = head.flatMap { word(runtime.rawValue &+ $0) } ?? 0
    while interpreter != 0, found.count < 1 << 16, !found.contains(Address(rawValue: interpreter)) {
      found.append(Address(rawValue: interpreter))
      interpreter = word(interpreter &+ next) ?? 0
    }
    return found
  }

  /// The start of an interpreter, in which its collector is.
  func window(at interpreter: Address) -> Range<UInt64> {
    interpreter.rawValue..<(interpreter.rawValue &+ 64 << 10)
  }

  /// The heads of the three generations, and of the permanent one from 3.7 on, that stand side by side.
  func generations(in range: Range<UInt64>) -> [Address]? {
    let size = UInt64(generation.size)
    let threshold = generation.threshold.place
    let first = range.lowerBound.roundedUp(to: UInt64(pointer))
    for place in stride(from: first, to: range.upperBound, by: pointer) {
      guard closes(place) else { continue }
      let heads = (0..<3).map { place + UInt64($0) * size }
      let areGenerations = heads.allSatisfy {
        closes($0) && (number($0 + threshold) ?? .max) < 1 << 31
      }
      guard areGenerations, heads.contains(where: { (word($0) ?? $0) & ~3 != $0 }) else { continue }
      if build.version < .v3_7 { return heads.map(Address.init(rawValue:)) }
      // Between them generation0 is named, until 3.14
      var permanent = place + 3 * size
      if word(permanent) == place {
        permanent = (permanent + UInt64(pointer)).roundedUp(to: UInt64(generation.alignment))
      }
      guard closes(permanent) else { continue }
      return (heads + [permanent]).map(Address.init(rawValue:))
    }
    return nil
  }

  /// Whether the collector of these generations is at work: `collecting` of `struct _gc_runtime_state`; from
  /// 3.7 on.
  func collects(_ heads: [Address]) -> Bool {
    guard build.version >= .v3_7 else { return false }
    let state = heads[0].rawValue &- collector.generations.head.gc_next.place
    return number(state &+ collector.collecting.place) != 0
  }

  /// Whether a list's head is at an address: its neighbours name it as theirs. The low bits are flags.
  private func closes(_ head: UInt64) -> Bool {
    guard let next = word(head), next > 3, let previous = word(head &+ UInt64(pointer)),
      previous > 3,
      let back = word(next & ~3 &+ UInt64(pointer)), back & ~3 == head,
      let forth = word(previous & ~3), forth & ~3 == head
    else { return false }
    return true
  }

  /// The arenas in use: `arenas`, which only obmalloc.c and, from 3.12 on, an interpreter names, is found
  /// by what it points at. An interpreter may have a table of its own, in its struct or, from 3.13 on, in a
  /// block that it names: `_obmalloc_state`, Include/internal/pycore_obmalloc.h
  func arenas(of interpreters: [Address]) -> [Runtime.Arena] {
    var tables: [UInt64: [Runtime.Arena]] = [:]
    func take(_ places: [Range<UInt64>]) {
      let found = places.flatMap { tablesNamed(in: $0) }.max { $0.arenas.count < $1.arenas.count }
      if let found { tables[found.table] = found.arenas }
    }
    take(data)
    if build.version >= .v3_12 {
      for interpreter in interpreters
      where !data.contains(where: { $0.contains(interpreter.rawValue) }) {
        let window = window(at: interpreter)
        take([window] + (build.version < .v3_13 ? [] : named(in: window)))
      }
    }
    return tables.values.flatMap(\.self)
  }

  /// What words of a range name, as far as an `_obmalloc_state` goes until its table: behind `pools`.
  private func named(in range: Range<UInt64>) -> [Range<UInt64>] {
    let pools = UInt64(2 * pymalloc.sizeClassCount * pointer)
    return stride(from: range.lowerBound, to: range.upperBound, by: pointer).compactMap { place in
      guard let state = word(place), state & UInt64(pointer - 1) == 0, state > 1 << 16 else {
        return nil
      }
      return state &+ pools..<state &+ pools &+ UInt64(pointer)
    }
  }

  /// The tables that words of a range name.
  private func tablesNamed(
    in range: Range<UInt64>
  ) -> [(table: UInt64, arenas: [Runtime.Arena])] {
    let first = range.lowerBound.roundedUp(to: UInt64(pointer))
    return stride(from: first, to: range.upperBound, by: pointer).compactMap { place in
      guard let table = word(place), table & UInt64(pointer - 1) == 0, table > 1 << 16 else {
        return nil
      }
      let found = arenas(at: table)
      return found.isEmpty ? nil : (table, found)
    }
  }

  /// The arenas of a table; none where there is no table.
  private func arenas(at table: UInt64) -> [Runtime.Arena] {
    var arenas: [Runtime.Arena] = []
    let most = UInt32(pymalloc.arenaSize / pymalloc.poolSize)
    var ends = 0
    for index in 0..<1 << 24 {
      let entry = table &+ UInt64(index * arena.size)
      guard let address = word(entry) else { break }
      if address == 0 {
        // Unused entries are linked, and one of them is the last
        guard let next = word(entry + UInt64(arena.size - 2 * pointer)) else { break }
        ends += next == 0 ? 1 : 0
        let distance = next > table ? next - table : table - next
        guard ends < 2, next == 0 || distance % UInt64(arena.size) == 0 && distance < 1 << 32 else {
          break
        }
        continue
      }
      guard address & 0xFFF == 0, let pools = word(entry + arena.pool_address.place),
        let free = number(entry + arena.nfreepools.place),
        let total = number(entry + arena.ntotalpools.place), free <= total,
        total == most || total == most - 1,
        pools >= address, pools <= address &+ UInt64(pymalloc.arenaSize)
      else { break }
      let first = address.roundedUp(to: UInt64(pymalloc.poolSize))
      // Its first pool, where it has one, names its number
      if pools > first, number(first + pool.arenaindex.place) != UInt32(index) { break }
      arenas.append(
        Runtime.Arena(
          address: Address(rawValue: address), poolAddress: Address(rawValue: pools),
          freePools: Int(free), totalPools: Int(total), index: index))
    }
    return arenas
  }
}

extension UInt64 {
  func roundedUp(to step: UInt64) -> UInt64 { (self &+ step - 1) / step * step }
}

extension ArrayField {
  /// The offset of an item, to add to an address.
  func place(_ index: Int) -> UInt64 { UInt64(offset.rawValue + index * stride) }
}

extension Field {
  /// Its offset, to add to an address.
  var place: UInt64 { UInt64(offset.rawValue) }
}
