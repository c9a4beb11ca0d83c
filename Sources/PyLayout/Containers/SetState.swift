/// How full a set is, and so how large: growth as Objects/setobject.c has it.
public struct SetState: Hashable, Sendable {
  /// The build it belongs to.
  public let build: Build
  /// `used`, and `fill` as long as nothing was removed.
  public private(set) var used = 0
  private var slots = PySetObject.minimumSlots

  /// An empty set to which `count` items are added one by one.
  public init(_ build: Build, adding count: Int = 0) {
    self.build = build
    for _ in 0..<count { add() }
  }

  /// Adds an item it does not have: `set_add_entry`.
  public mutating func add() {
    used += 1
    let mask = slots - 1
    let isFull =
      switch build.version {
      case ..<Version.v3_0: used * 3 >= slots * 2
      case ..<Version.v3_7: used * 3 >= mask * 2
      default: used * 5 >= mask * 3
      }
    guard isFull else { return }
    let minimum = used * (used > 50_000 ? 2 : 4)
    slots = PySetObject.minimumSlots
    while slots <= minimum { slots <<= 1 }
  }

  /// What `sys.getsizeof` answers, in bytes: `set_sizeof` and the GC head.
  public var shallowSize: Int {
    let isOutside = slots > PySetObject.minimumSlots
    return PyType.set(on: build).shallowSize()
      + (isOutside ? slots * setentry.layout(on: build).size : 0)
  }
}
