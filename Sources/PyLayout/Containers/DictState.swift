/// How full a dict is, and so how large: growth as Objects/dictobject.c has it.
public struct DictState: Hashable, Sendable {
  /// The build it belongs to.
  public let build: Build
  /// `ma_used`: how many keys it has.
  public private(set) var used = 0
  /// The key table of its own; `nil` in 3.x while it is the shared empty one, and in 2.7 always.
  public private(set) var keys: KeyTable?
  /// 2.7: `ma_mask` + 1, the slots of `ma_table`, which up to 8 stand inside the dict.
  private var slots = PyDictObject2.minimumSlots

  /// `{}`: `PyDict_New`.
  public init(_ build: Build) {
    self.build = build
    keys = KeyTable(ofEmptyDictOn: build)
  }

  /// `dict()`, and what `dict_new` makes for a subclass.
  public init(called build: Build) {
    self.build = build
    keys = KeyTable(ofEmptyDictOn: build, isCalled: true)
  }

  /// A dict that had a split table of `used` values and must hold more: `insertion_resize`.
  init(_ build: Build, grownFromSplit used: Int, slots: Int) {
    self.build = build
    self.used = used
    grow(from: slots, kind: .unicode)
  }

  /// Adds a key it does not have: `insertdict` (2.7: `dict_set_item_by_hash_or_entry`).
  public mutating func insert(_ kind: KeyTable.Kind = .unicode) {
    guard build.version >= .v3_0 else {
      used += 1
      if used >= TableGrowth.full(slots: slots, on: build) {
        slots = TableGrowth.slots(
          beyond: TableGrowth.minimum(used: used), atLeast: PyDictObject2.minimumSlots)
      }
      return
    }
    let kept = keys?.kind ?? kind
    let kind: KeyTable.Kind = kept == .general ? .general : kind
    if keys == nil {
      keys = KeyTable(build, kind: kind, slots: KeyTable.minimumSlots)
    } else if let table = keys, table.usable == 0 || build.version >= .v3_11 && kind != table.kind {
      grow(from: table.slots, kind: kind)
    }
    keys?.usable -= 1
    keys?.entries += 1
    used += 1
  }

  /// What `sys.getsizeof` answers, in bytes: `dict.__sizeof__`, `_PyDict_SizeOf`, and the GC head.
  public var shallowSize: Int { PyType.dict(on: build).shallowSize() + tableSize }

  /// Bytes of the table that is its own, outside the dict.
  public var tableSize: Int {
    guard build.version < .v3_0 else { return keys?.size ?? 0 }
    let isOutside = slots > PyDictObject2.minimumSlots
    return isOutside ? slots * PyDictKeyEntry.layout(on: build).size : 0
  }

  /// `insertion_resize`
  private mutating func grow(from slots: Int, kind: KeyTable.Kind) {
    let minimum = TableGrowth.minimum(used: used, slots: slots, on: build)
    resize(to: KeyTable.slots(atLeast: minimum, on: build), kind: kind)
  }

  /// `dictresize`, 3.x
  private mutating func resize(to slots: Int, kind: KeyTable.Kind) {
    var table = KeyTable(build, kind: kind, slots: slots)
    table.usable -= used
    table.entries = used
    keys = table
  }
}

extension DictState {
  /// A dict of `count` string keys, inserted one by one into `{}`; less than none count as none, more
  /// than 2**47 as 2**47.
  public init(_ build: Build, inserting count: Int) {
    self.init(build)
    insert(upTo: count.inMemory)
  }

  /// Adds keys until there are `count`.
  mutating func insert(upTo count: Int) {
    while used < count {
      // Those that the table has room for change nothing else
      let easy = max(0, min(count - used - 1, room - 1))
      used += easy
      keys?.usable -= easy
      keys?.entries += easy
      insert()
    }
  }

  /// How many more keys the table takes.
  private var room: Int {
    build.version < .v3_0
      ? TableGrowth.full(slots: slots, on: build) - 1 - used : keys?.usable ?? 0
  }

  /// A dict display: `compiler_dict`, Python/compile.c; from 3.10 on in chunks, of which those after
  /// the first are merged in.
  ///
  /// - Parameters:
  ///   - keys: the keys as written, equal ones too.
  ///   - kind: what a key is.
  public init<Key: Hashable>(
    _ build: Build, display keys: [Key], kind: (Key) -> KeyTable.Kind = { _ in .unicode }
  ) {
    let chunkSize = Self.displayChunk(on: build) ?? keys.count
    var seen: Set<Key> = []
    self.init(build)
    for start in stride(from: 0, to: keys.count, by: max(chunkSize, 1)) {
      let chunk = keys[start..<min(start + chunkSize, keys.count)]
      var own = DictState(build)
      if Self.isMadeAtOnce(display: chunk.count, on: build) {
        own.presize(for: chunk.count, chunk.contains { kind($0) == .general })
      }
      var ownSeen: Set<Key> = []
      for key in chunk where ownSeen.insert(key).inserted { own.insert(kind(key)) }
      if start == 0 {
        self = own
        seen = ownSeen
      } else {
        makeRoom(for: own)
        for key in chunk where seen.insert(key).inserted { insert(kind(key)) }
      }
    }
  }

  /// Into how many keys a display is cut: `compiler_dict`, Python/compile.c; `nil` where it is not.
  package static func displayChunk(on build: Build) -> Int? {
    build.version < .v3_10 ? nil : ListState.stackUseGuideline / 2 + 2
  }

  /// Whether all keys of a chunk are on the stack when its dict is made; otherwise they are inserted
  /// one by one: `compiler_subdict`, Python/compile.c.
  package static func isMadeAtOnce(display count: Int, on build: Build) -> Bool {
    build.version < .v3_10 || count * 2 <= ListState.stackUseGuideline
  }

  /// `_PyDict_NewPresized`
  private mutating func presize(for count: Int, _ isGeneral: Bool) {
    guard KeyTable.isPresized(for: count) else { return }
    guard build.version >= .v3_0 else {
      slots = TableGrowth.slots(beyond: count, atLeast: PyDictObject2.minimumSlots)
      return
    }
    // Up to 3.10 the first key that is no text changes the kind
    resize(
      to: KeyTable.slots(for: count, on: build),
      kind: isGeneral && build.version >= .v3_11 ? .general : .unicode)
  }

  /// `dict_merge`, 3.x: "Do one big resize at the start, rather than incrementally."
  private mutating func makeRoom(for other: DictState) {
    guard let keys, KeyTable.usableFraction(keys.slots) < other.used else { return }
    let isGeneral = keys.kind == .general || other.keys?.kind == .general
    resize(
      to: KeyTable.slots(for: used + other.used, on: build), kind: isGeneral ? .general : .unicode)
  }
}
