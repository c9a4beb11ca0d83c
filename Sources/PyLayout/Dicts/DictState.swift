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
    // bpo-33462's revert and bpo-30040: until 3.8 an empty dict had a table of its own
    if build.version < .v3_8 && build.version >= .v3_0 {
      keys = KeyTable(build, kind: .unicode, slots: KeyTable.minimumSlots)
    }
  }

  /// Room for `count` keys: `_PyDict_NewPresized`.
  ///
  /// - Parameter kind: the keys to come; before 3.11 every table holds both kinds.
  public init(_ build: Build, presizedFor count: Int, kind: KeyTable.Kind = .unicode) {
    self.init(build)
    if build.version < .v3_0 {
      if count > 5 { resize2(beyond: count) }
    } else if count > KeyTable.usableFraction(KeyTable.minimumSlots) {
      resize(atLeast: (count * 3 + 1) / 2, kind: kind)
    }
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
      if used * 3 >= slots * 2 { resize2(beyond: used * (used > 50_000 ? 2 : 4)) }
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
  public var shallowSize: Int {
    let dict = PyType.dict(on: build).shallowSize()
    guard build.version < .v3_0 else { return dict + (keys?.size ?? 0) }
    let isOutside = slots > PyDictObject2.minimumSlots
    return dict + (isOutside ? slots * PyDictKeyEntry.layout(on: build).size : 0)
  }

  /// `GROWTH_RATE`: three times the keys (3.6: twice the keys and half the slots).
  private mutating func grow(from slots: Int, kind: KeyTable.Kind) {
    resize(atLeast: build.version < .v3_7 ? used * 2 + slots / 2 : used * 3, kind: kind)
  }

  /// `dictresize`, 3.x
  private mutating func resize(atLeast minimum: Int, kind: KeyTable.Kind) {
    var table = KeyTable(build, kind: kind, slots: KeyTable.slots(atLeast: minimum, on: build))
    table.usable -= used
    table.entries = used
    keys = table
  }

  /// `dictresize`, 2.7: the smallest power of 2 above `minimum`.
  private mutating func resize2(beyond minimum: Int) {
    slots = PyDictObject2.minimumSlots
    while slots <= minimum { slots <<= 1 }
  }
}

extension DictState {
  /// A dict of `count` string keys, inserted one by one into `{}`.
  ///
  /// A display of constant keys is presized (`BUILD_CONST_KEY_MAP`, 2.7 `BUILD_MAP`) and comes to
  /// the same size in 3.x: no presize for at most 17 keys, the compiler's chunk, hits gh-133703.
  public static func display(of count: Int, on build: Build) -> DictState {
    var dict =
      build.version < .v3_0 ? DictState(build, presizedFor: count) : DictState(build)
    for _ in 0..<count { dict.insert() }
    return dict
  }

  /// A dict made from `other` by `update` into an empty one, or by `dict(other)`: `dict_merge`.
  public init(updatingEmptyFrom other: DictState) {
    self.init(other.build)
    guard other.used > 0 else { return }
    guard build.version >= .v3_0, let table = other.keys else {
      if other.used * 3 >= slots * 2 { resize2(beyond: other.used * 2) }
      for _ in 0..<other.used { insert() }
      return
    }
    // bpo-41431, 3.10: a table without holes that is not too large is cloned
    let isSnug =
      table.slots == KeyTable.minimumSlots
      || KeyTable.usableFraction(table.slots / 2) < other.used
    if build.version >= .v3_10 && isSnug {
      keys = table
      used = other.used
      return
    }
    if KeyTable.usableFraction(keys?.slots ?? 0) < other.used {
      // ESTIMATE_SIZE, up to 3.9 (used + other.used) * 3 / 2
      resize(atLeast: (other.used * 3 + 1) / 2, kind: table.kind)
    }
    for _ in 0..<other.used { insert(table.kind) }
  }
}
