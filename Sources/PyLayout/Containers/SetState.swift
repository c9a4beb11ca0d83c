/// How full a set is, and so how large: growth as Objects/setobject.c has it.
public struct SetState: Hashable, Sendable {
  /// The build it belongs to.
  public let build: Build
  /// `used`, and `fill` as long as nothing was removed.
  public private(set) var used = 0
  private var slots = PySetObject.minimumSlots

  /// An empty set to which `count` items are added one by one; less than none count as none, more than
  /// 2**47 as 2**47.
  public init(_ build: Build, adding count: Int = 0) {
    self.build = build
    let count = count.inMemory
    while used < count {
      // Those up to the next that makes it grow change nothing else
      used = min(count, max(used + 1, leastFull)) - 1
      add()
    }
  }

  /// A set display: `compiler_set`, Python/compile.c.
  ///
  /// - Parameters:
  ///   - count: how many items are written.
  ///   - distinct: how many of them are not equal to an earlier one.
  ///   - isConstant: whether all of them are constants.
  public init(_ build: Build, display count: Int, distinct: Int, isConstant: Bool) {
    guard isConstant, Self.isMerged(display: count, on: build) else {
      self.init(build, adding: distinct)
      return
    }
    self.init(build)
    used = distinct.inMemory
    if let minimum = TableGrowth.minimum(merging: used, slots: slots, on: build) {
      resize(beyond: minimum)
    }
  }

  /// Whether a display of constants is a constant frozenset that is merged into an empty set, from 3.9
  /// on (bpo-39320): `starunpack_helper`, Python/compile.c.
  package static func isMerged(display count: Int, on build: Build) -> Bool {
    let isLong = count > ListState.stackUseGuideline && build.version >= .v3_14
    return count > 2 && build.version >= .v3_9 && !isLong
  }

  /// Adds an item it does not have: `set_add_entry`.
  public mutating func add() {
    used += 1
    if used >= leastFull { resize(beyond: TableGrowth.minimum(used: used)) }
  }

  /// With how many items the table grows.
  private var leastFull: Int { TableGrowth.full(slots: slots, on: build) }

  private mutating func resize(beyond minimum: Int) {
    slots = TableGrowth.slots(beyond: minimum, atLeast: PySetObject.minimumSlots)
  }

  /// What `sys.getsizeof` answers, in bytes: `set_sizeof` and the GC head.
  public var shallowSize: Int { PyType.set(on: build).shallowSize() + tableSize }

  /// Bytes of the table where it stands outside the set.
  public var tableSize: Int {
    slots > PySetObject.minimumSlots ? slots * setentry.layout(on: build).size : 0
  }
}
