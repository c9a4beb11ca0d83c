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
    // PyDict_New: until bpo-30040, 3.8, an empty dict had a table of its own
    if build.version < .v3_8 && build.version >= .v3_0 {
      keys = KeyTable(build, kind: .unicode, slots: KeyTable.minimumSlots)
    }
  }

  /// `dict()`, and what `dict_new` makes for a subclass: until 3.10 with a table of its own.
  public init(called build: Build) {
    self.init(build)
    if build.version < .v3_10 && build.version >= .v3_0 {
      keys = KeyTable(build, kind: .unicode, slots: KeyTable.minimumSlots)
    }
  }

  /// 2.7: room for `count` keys, `_PyDict_NewPresized`.
  private init(_ build: Build, presizedFor count: Int) {
    self.init(build)
    if count > 5 { resize2(beyond: count) }
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
  public var shallowSize: Int { PyType.dict(on: build).shallowSize() + tableSize }

  /// Bytes of the table that is its own, outside the dict.
  public var tableSize: Int {
    guard build.version < .v3_0 else { return keys?.size ?? 0 }
    let isOutside = slots > PyDictObject2.minimumSlots
    return isOutside ? slots * PyDictKeyEntry.layout(on: build).size : 0
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
  public init(_ build: Build, inserting count: Int) {
    self.init(build)
    for _ in 0..<count { insert() }
  }

  /// A dict display of `count` constant string keys.
  ///
  /// It is presized (2.7 `BUILD_MAP`, 3.6 on `BUILD_CONST_KEY_MAP`), which in 3.x comes to the size
  /// of one-by-one insertion: no presize for at most 17 keys, the compiler's chunk since 3.10, hits
  /// gh-133703.
  public init(_ build: Build, display count: Int) {
    self = build.version < .v3_0 ? DictState(build, presizedFor: count) : DictState(build)
    for _ in 0..<count { insert() }
  }
}
