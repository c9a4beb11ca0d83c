/// `ht_cached_keys` of a class: the keys its instances' dicts share (PEP 412), and what each
/// instance gets, which depends on those before it.
///
/// In 2.7, and where a type has none, every instance's dict is a dict of its own.
public struct CachedKeys: Sendable {
  /// The class.
  public let type: PyType
  /// The names in the table, in the order they came; `nil` when there is no table.
  package private(set) var names: [String]?
  /// The table's slots: from 3.11 on always 64.
  package private(set) var slots = KeyTable.minimumSlots
  /// `dk_usable`, how many more names it takes.
  package private(set) var usable = 0
  private var build: Build { type.build }
  /// What `sys.getsizeof` answers for a dict without a table or values.
  private let bareDictSize: Int

  /// `SHARED_KEYS_MAX_SIZE`, Include/internal/pycore_dict.h, 3.11 on.
  public static let maximumNames = 30

  /// From which instance on all are alike at the latest, whatever they set: from 3.11 on, when
  /// `usable` has shrunk to 1.
  public static func settledInstance(on build: Build) -> Int {
    build.version < .v3_11 ? 2 : maximumNames + 1
  }

  /// The keys of a fresh class: `_PyDict_NewKeysForClass`, Objects/dictobject.c
  ///
  /// - Parameter staticAttributes: the names stored to `self` in the class body's functions, which
  ///   3.14 enters at once, sorted.
  public init(of type: PyType, staticAttributes: [String] = []) {
    self.type = type
    bareDictSize = PyType.dict(on: type.build).shallowSize()
    guard type.build.version >= .v3_0, type.flags.contains(.heapType), type.tp_dictoffset != 0
    else { return }
    if build.version < .v3_11 {
      names = []
      usable = KeyTable.usableFraction(slots)
    } else if type.flags.contains(.managedDict) {
      slots = 64
      let known =
        build.version < .v3_14
        ? []
        : Set(staticAttributes).sorted {
          $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars)
        }.prefix(Self.maximumNames)
      names = Array(known)
      usable = Self.maximumNames - known.count
    }
  }

  /// One instance's attributes.
  public struct Attributes: Hashable, Sendable {
    /// Values the inline values or the values block have; 0 without shared keys.
    public let capacity: Int
    /// Values that the instance's block has room for behind its fields; 0 without inline values.
    ///
    /// `_PyType_AllocNoTrack`, Objects/typeobject.c, asks for room before
    /// `_PyObject_InitInlineValues` takes one from `dk_usable`, and so from the capacity.
    public let room: Int
    /// What `sys.getsizeof` answers for its `__dict__`, right after the instance is made, in bytes.
    public let dictSize: Int
    /// Whether the dict shares the class's keys.
    public let isSplit: Bool
    /// The requests for the blocks that the instance has for them, without the dict that nobody has
    /// asked for.
    public let requests: [Request]
  }

  /// Makes the next instance and sets attributes on it, in order.
  ///
  /// `_PyObject_InitInlineValues` and `_PyObject_StoreInstanceAttribute` from 3.11 on,
  /// `_PyObjectDict_SetItem` before; Objects/dictobject.c
  public mutating func makeInstance(setting attributes: [String]) -> Attributes {
    guard names != nil else {
      var dict = DictState(build)
      for _ in attributes { dict.insert() }
      return Attributes(
        capacity: 0, room: 0, dictSize: dict.shallowSize, isSplit: false,
        requests: attributes.isEmpty ? [] : dict.requests)
    }
    if attributes.isEmpty && build.version.isSameSeries(as: .v3_11) && !shrinks {
      // PyObject_GenericGetDict, 3.11: a dict of its own where tp_new made no values
      return Attributes(
        capacity: 0, room: 0, dictSize: DictState(build).shallowSize, isSplit: false, requests: [])
    }
    let roomInside = type.flags.contains(.inlineValues) ? room : 0
    if shrinks && usable > 1 { usable -= 1 }
    let capacity = build.version < .v3_11 ? 0 : room
    for (index, name) in attributes.enumerated() where !share(name, at: index) {
      var dict = DictState(build, grownFromSplit: index, slots: slots)
      if build.version < .v3_11 && isFirst {
        adopt(dict, names: attributes.prefix(index + 1))
        continue
      }
      if build.version < .v3_11 { names = nil }
      for _ in attributes[index...] { dict.insert() }
      return Attributes(
        capacity: capacity, room: roomInside, dictSize: dict.shallowSize, isSplit: false,
        requests: dict.requests)
    }
    isFirst = false
    let dictSize = bareDictSize + room * build.pointerSize
    return Attributes(
      capacity: capacity, room: roomInside, dictSize: dictSize, isSplit: true,
      requests: splitRequests(isEmpty: attributes.isEmpty))
  }

  /// What instances that set these attributes get, one after the other, until all later ones are
  /// alike; at least one.
  public func instances(setting attributes: [String]) -> [Attributes] {
    var keys = self
    var made: [Attributes] = []
    var before: CachedKeys
    // What an instance gets follows from the keys: once it leaves them as they are, the next is like it
    repeat {
      before = keys
      made.append(keys.makeInstance(setting: attributes))
    } while !keys.isAsLarge(as: before)
    while let last = made.last, made.dropLast().last == last { made.removeLast() }
    return made
  }

  /// Whether an instance gets the same from both.
  private func isAsLarge(as other: CachedKeys) -> Bool {
    names == other.names && slots == other.slots && usable == other.usable
      && isFirst == other.isFirst
  }

  /// The values in a block of their own, and the dict where they are set through one.
  private func splitRequests(isEmpty: Bool) -> [Request] {
    if type.flags.contains(.inlineValues) { return [] }
    // 3.11, 3.12: object.__new__ makes the values, and no dict
    if shrinks { return [.values(capacity: room, on: build)] }
    if isEmpty { return [] }
    return [Request(bareDictSize, .gcObject), .values(capacity: room, on: build)]
  }

  /// Values a split dict has room for: `shared_keys_usable_size` (up to 3.10 `USABLE_FRACTION`).
  private var room: Int {
    build.version < .v3_11 ? KeyTable.usableFraction(slots) : (names?.count ?? 0) + usable
  }

  /// Whether each instance made takes one from `usable`.
  private var shrinks: Bool { type.makesValues }

  /// Up to 3.10: no other dict shares the table yet, so that a larger one can replace it.
  private var isFirst = true

  /// Sets the attribute that becomes the instance's `index`th: `insert_split_key`.
  ///
  /// - Returns: whether the table has or takes the name, in its place.
  private mutating func share(_ name: String, at index: Int) -> Bool {
    if let place = names?.firstIndex(of: name) {
      // Up to 3.10 every dict had to insert in the table's order
      return build.version >= .v3_11 || place == index
    }
    guard usable > 0, build.version >= .v3_11 || index == names?.count else { return false }
    names?.append(name)
    usable -= 1
    return true
  }

  /// The first instance's larger table becomes the class's: `make_keys_shared`.
  private mutating func adopt(_ dict: DictState, names: ArraySlice<String>) {
    guard let keys = dict.keys else { return }
    slots = keys.slots
    usable = keys.usable - 1
    self.names = Array(names)
  }
}

extension Request {
  /// A block of values of its own, which has room for `capacity` of them: `new_values`, Objects/dictobject.c
  package static func values(capacity: Int, on build: Build) -> Request {
    let values = capacity * build.pointerSize
    switch build.version {
    case ..<Version.v3_11: return Request(max(values, build.pointerSize), .mem)
    case ..<Version.v3_13:
      // In front of them their number, and the order of insertion
      return Request((capacity + 2).roundedUp(to: build.pointerSize) + values, .mem)
    default: return Request(PyDictValues.layout(on: build).blockSize(capacity: capacity), .mem)
    }
  }
}

extension PyType {
  /// Whether making an instance makes its values: from 3.13 on the inline ones; in 3.11 and 3.12
  /// `object.__new__` makes a block of them (`_PyObject_InitializeDict`), and any other `tp_new` leaves
  /// them to the dict.
  package var makesValues: Bool {
    switch build.version {
    case ..<Version.v3_11: false
    case ..<Version.v3_13: flags.contains(.managedDict) && solidBaseIsObject
    default: flags.contains(.inlineValues)
    }
  }

  /// Whether `tp_new` is `object.__new__`: no ancestor written in C but `object`.
  private var solidBaseIsObject: Bool {
    guard let base else { return true }
    return flags.contains(.heapType) && base.solidBaseIsObject
  }
}
