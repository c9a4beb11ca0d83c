internal import PyLayout
internal import PyMemory

/// Finds what CPython has in its memory by what that looks like: patch releases, and those who build
/// CPython, move it, but its lists close and its tables agree with what they describe.
struct RuntimeFinder {
  let picture: ProcessPicture
  let memory: StillMemory
  let build: Build
  private let data: [Range<UInt64>]
  let pointer: Int
  private let generation: StructLayout<gc_generation>
  private let collector: StructLayout<_gc_runtime_state>
  private let arena: StructLayout<arena_object>
  private let pool: StructLayout<pool_header>
  private let pymalloc: Pymalloc

  init(_ picture: ProcessPicture, _ build: Build, _ data: [Range<UInt64>]) {
    self.picture = picture
    memory = picture.memory
    self.build = build
    self.data = data
    pointer = build.pointerSize
    generation = gc_generation.layout(on: build)
    collector = _gc_runtime_state.layout(on: build)
    arena = arena_object.layout(on: build)
    pool = pool_header.layout(on: build)
    pymalloc = Pymalloc(on: build)
  }

  func word(_ address: UInt64) -> UInt64? { memory.word(address, size: pointer) }

  private func number(_ address: UInt64) -> UInt32? {
    memory.word(address, size: 4).map { UInt32(truncatingIfNeeded: $0) }
  }

  /// The interpreters that `_PyRuntime` names; before 3.7 nobody exports them.
  func interpreters(_ image: ELFImage) -> [Address] {
    var next: UInt64 = 0
    if build.version >= .v3_13, let runtime = try? image.address(of: "_PyRuntime") {
      let field = _Py_DebugOffsets.layout(on: build).next
      next = memory.word(runtime.rawValue + field.place, size: 8) ?? 0
    }
    var found: [Address] = []
    var interpreter = CPythonImage.firstInterpreter(of: image, build, in: memory) ?? 0
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

  /// The heads of the three generations, and of the permanent one from 3.7 on, that stand side by side. Each
  /// closes as far as can be seen, and one that is not empty does both ways.
  func generations(in range: Range<UInt64>) -> [Address]? {
    let size = UInt64(generation.size)
    let threshold = generation.threshold.place
    let first = range.lowerBound.roundedUp(to: UInt64(pointer))
    for place in stride(from: first, to: range.upperBound, by: pointer) {
      guard mayClose(place) else { continue }
      let heads = (0..<3).map { place + UInt64($0) * size }
      let areGenerations = heads.allSatisfy {
        mayClose($0) && (number($0 + threshold) ?? .max) < 1 << 31
      }
      guard areGenerations else { continue }
      func hasObjects(_ head: UInt64) -> Bool { closes(head) && (word(head) ?? head) & ~3 != head }
      let haveObjects = heads.contains(where: hasObjects)
      if build.version < .v3_7 {
        if haveObjects { return heads.map(Address.init(rawValue:)) }
        continue
      }
      // Between them generation0 is named, until 3.14
      var permanent = place + 3 * size
      if word(permanent) == place {
        permanent = (permanent + UInt64(pointer)).roundedUp(to: UInt64(generation.alignment))
      }
      // gc.freeze leaves nothing in the others
      guard mayClose(permanent), haveObjects || hasObjects(permanent) else { continue }
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

  /// What a neighbour of a list's head says of it.
  private enum Neighbour { case knowsIt, other, notCopied }

  /// What stands at a neighbour's link back. The low bits are flags.
  private func neighbour(_ link: UInt64, _ back: UInt64, of head: UInt64) -> Neighbour {
    guard let next = word(link), next > 3 else { return .other }
    if let back = word(next & ~3 &+ back) { return back & ~3 == head ? .knowsIt : .other }
    return picture.lacks(next & ~3) ? .notCopied : .other
  }

  /// Whether a list's head is at an address: its neighbours name it as theirs.
  private func closes(_ head: UInt64) -> Bool {
    neighbour(head, UInt64(pointer), of: head) == .knowsIt
      && neighbour(head &+ UInt64(pointer), 0, of: head) == .knowsIt
  }

  /// Whether a list's head may be at an address: one of its neighbours does, the other one being damaged, or
  /// neither was copied.
  private func mayClose(_ head: UInt64) -> Bool {
    let next = neighbour(head, UInt64(pointer), of: head)
    if next == .knowsIt { return true }
    let previous = neighbour(head &+ UInt64(pointer), 0, of: head)
    return previous == .knowsIt || next == .notCopied && previous == .notCopied
  }

  /// The arenas in use: `arenas`, which only obmalloc.c and, from 3.12 on, an interpreter names, is found
  /// by what it points at. An interpreter may have a table of its own, in its struct or, from 3.13 on, in a
  /// block that it names: `_obmalloc_state`, Include/internal/pycore_obmalloc.h
  func arenas(of interpreters: [Address]) -> [Table] {
    var tables: [UInt64: Table] = [:]
    func take(_ places: [Range<UInt64>]) {
      let found = places.flatMap { tablesNamed(in: $0) }
        .max { $0.table.arenas.count < $1.table.arenas.count }
      if let found { tables[found.place] = found.table }
    }
    take(data)
    if build.version >= .v3_12 {
      for interpreter in interpreters
      where !data.contains(where: { $0.contains(interpreter.rawValue) }) {
        let window = window(at: interpreter)
        take([window] + (build.version < .v3_13 ? [] : named(in: window)))
      }
    }
    return Array(tables.values)
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
  ) -> [(place: UInt64, table: Table)] {
    let first = range.lowerBound.roundedUp(to: UInt64(pointer))
    return stride(from: first, to: range.upperBound, by: pointer).compactMap { place in
      guard let table = word(place), table & UInt64(pointer - 1) == 0, table > 1 << 16 else {
        return nil
      }
      let found = arenas(at: table)
      return found.arenas.isEmpty ? nil : (table, found)
    }
  }

  /// A table of arenas.
  struct Table {
    var arenas: [Runtime.Arena] = []
    /// Entries among them that are none.
    var faulty = 0
    /// Entries among them that were not copied.
    var notCopied = 0
  }

  /// What an entry of a table is.
  private enum Entry {
    case arena(Runtime.Arena)
    /// Unused: such entries are linked.
    case link
    /// The last one that is linked, or zeros.
    case end
    case notCopied
    case none
  }

  /// The arenas of a table; none where there is no table. One entry that is none, or a page of them that was
  /// not copied, does not end it where others follow.
  private func arenas(at table: UInt64) -> Table {
    var found = Table()
    var ends = 0
    var (faulty, notCopied) = (0, 0)
    for index in 0..<1 << 24 {
      switch entry(index, of: table) {
      case .arena(let arena):
        found.arenas.append(arena)
        found.faulty += faulty
        found.notCopied += notCopied
        (faulty, notCopied) = (0, 0)
      case .link: break
      case .end: ends += 1
      case .notCopied: notCopied += 1
      case .none: faulty += 1
      }
      let inPage = 4096 / arena.size + 1
      if ends > 1 || faulty > 1 || notCopied > inPage { break }
      if found.arenas.isEmpty && faulty + notCopied > 0 { break }
    }
    return found
  }

  private func entry(_ index: Int, of table: UInt64) -> Entry {
    let entry = table &+ UInt64(index * arena.size)
    guard let address = word(entry),
      let next = word(entry &+ UInt64(arena.size - 2 * pointer))
    else { return picture.lacks(entry) ? .notCopied : .none }
    if address == 0 {
      if next == 0 { return .end }
      let distance = next > table ? next - table : table - next
      return distance % UInt64(arena.size) == 0 && distance < 1 << 32 ? .link : .none
    }
    let most = UInt32(pymalloc.arenaSize / pymalloc.poolSize)
    // Where an embedder allocates arenas they may begin anywhere: PyObject_SetArenaAllocator
    guard address & 7 == 0, let pools = word(entry + arena.pool_address.place),
      let free = number(entry + arena.nfreepools.place),
      let total = number(entry + arena.ntotalpools.place), free <= total,
      total == most || total == most - 1,
      pools >= address, pools <= address &+ UInt64(pymalloc.arenaSize),
      isNamed(index, from: address.roundedUp(to: UInt64(pymalloc.poolSize)), to: pools)
    else { return .none }
    return .arena(
      Runtime.Arena(
        address: Address(rawValue: address), poolAddress: Address(rawValue: pools),
        freePools: Int(free), totalPools: Int(total), index: index))
  }

  /// Whether one of an arena's first pools, where it has any, names the arena's number.
  private func isNamed(_ index: Int, from first: UInt64, to end: UInt64) -> Bool {
    if first >= end { return true }
    var isRead = false
    for pool in stride(from: first, to: end, by: pymalloc.poolSize).prefix(4) {
      guard let named = number(pool + self.pool.arenaindex.place) else { continue }
      if named == UInt32(index) { return true }
      isRead = true
    }
    return !isRead && picture.lacks(first)
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
