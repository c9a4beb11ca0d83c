/// A dict's key table: `PyDictKeysObject`, the index behind it, and the entries behind that (3.x).
public struct KeyTable: Hashable, Sendable {
  /// `DictKeysKind`, Include/internal/pycore_dict.h
  public enum Kind: Hashable, Sendable {
    /// Any keys: each entry keeps its hash.
    case general
    /// Keys that are exactly `str`; before 3.11 their entries are general ones.
    case unicode
  }

  /// The build it belongs to.
  public let build: Build
  /// Which keys it can hold.
  public let kind: Kind
  /// `dk_size` (3.11 on: 1 << `dk_log2_size`): slots of the index, a power of 2.
  public let slots: Int
  /// `dk_usable`: how many more keys it takes.
  public var usable: Int
  /// `dk_nentries`: entries used so far, deleted ones included.
  public var entries = 0

  /// `PyDict_MINSIZE`, Objects/dictobject.c
  public static let minimumSlots = 8

  /// An empty table of at least `slots` slots: `new_keys_object`.
  init(_ build: Build, kind: Kind, slots: Int) {
    self.build = build
    self.kind = kind
    self.slots = slots
    usable = Self.usableFraction(slots)
  }

  /// The table of a dict without keys; `nil` where that is the one which all of them share,
  /// `Py_EMPTY_KEYS`, and in 2.7, which has none.
  ///
  /// - Parameter isCalled: whether `dict` was called, or a class over it: `dict_new`.
  package init?(ofEmptyDictOn build: Build, isCalled: Bool = false) {
    // PyDict_New: with a table of its own until bpo-30040, 3.8; dict_new: until 3.10
    let first = isCalled ? Version.v3_10 : Version.v3_8
    guard build.version >= .v3_0 && build.version < first else { return nil }
    self.init(build, kind: .unicode, slots: Self.minimumSlots)
  }

  /// The slots of a table that is to take `count` keys: `ESTIMATE_SIZE`, `estimate_log2_keysize`.
  package static func slots(for count: Int, on build: Build) -> Int {
    slots(atLeast: (count * 3 + 1) / 2, on: build)
  }

  /// Whether a dict gets its room at once from a display, or a call, of `count` keys:
  /// `_PyDict_NewPresized`.
  package static func isPresized(for count: Int) -> Bool { count > usableFraction(minimumSlots) }

  /// `USABLE_FRACTION`, Objects/dictobject.c: how many of a table's slots may be in use.
  public static func usableFraction(_ slots: Int) -> Int { max(slots, 0).times(2) / 3 }

  /// The table's bytes: `_PyDict_KeysSize`, Objects/dictobject.c
  public var size: Int {
    let hasUnicodeEntries = kind == .unicode && build.version >= .v3_11
    let entry =
      hasUnicodeEntries
      ? PyDictUnicodeEntry.layout(on: build).size : PyDictKeyEntry.layout(on: build).size
    return PyDictKeysObject.layout(on: build).size + slots * Self.indexSize(slots)
      + Self.usableFraction(slots) * entry
  }

  /// Bytes of one index: the narrowest signed integer that counts the slots, `DK_IXSIZE`.
  package static func indexSize(_ slots: Int) -> Int {
    switch slots {
    case ...(1 << 7): 1
    case ...(1 << 15): 2
    case ...Int(clamping: 1 << 31 as Int64): 4
    default: 8
    }
  }

  /// The slots of a table that is resized to at least `minimum`.
  ///
  /// `calculate_log2_keysize`, Objects/dictobject.c (up to 3.9 a loop in `dictresize`).
  package static func slots(atLeast minimum: Int, on build: Build) -> Int {
    // gh-133703: from 3.10.0 to 3.13.3 the fast path rounded exact powers of 2 up, and 1…7 to 16
    let roundsWrongly = build.version >= .v3_10 && build.version < Version(3, 13, 4)
    let highest =
      roundsWrongly ? ((minimum | minimumSlots) - 1) | (minimumSlots - 1) : max(minimum, 8) - 1
    return 1 << (Int.bitWidth - highest.leadingZeroBitCount)
  }
}
