import PySize

/// The loop of someone who embeds the emulator: an object is made, and three attributes are set.
struct SetLoop {
  private let type: Class
  private let x, y, z: Attribute
  private let makePoint: Maker
  private let one, two, three: Object

  /// How an attribute is set, as the program says it.
  enum Way: String, CaseIterable {
    case member = "point.x = 1"
    case name = "point.set(\"x\", to: 1)"
    case nameOfObject = "point.set(\"x\", to: object)"
    case attribute = "point.set(x, to: 1)"
    case attributeOfObject = "point.set(x, to: object)"
    case maker = "makePoint(1, 2, 3)"
    case makerOfObjects = "makePoint(object, object, object)"

    /// Whether all that is the same each time was looked up before.
    var isLookedUp: Bool { self == .maker || self == .makerOfObjects }
  }

  /// A class with `__slots__`, or a plain one.
  init(in heap: Heap, slots: Bool) throws {
    type = try heap.makeClass("Point", slots: slots ? ["x", "y", "z"] : nil)
    (x, y, z) = (try type.attribute("x"), try type.attribute("y"), try type.attribute("z"))
    makePoint = try type.maker("x", "y", "z")
    (one, two, three) = (try heap.make(1), try heap.make(2), try heap.make(3))
  }

  /// The objects.
  func run(_ way: Way, count: Int) throws -> [Object] {
    // As variables of a function, which Python's loop has too
    let (type, x, y, z, one, two, three) = (type, x, y, z, one, two, three)
    let makePoint = makePoint
    return switch way {
    case .member:
      try (0..<count).map { _ in
        let point = try type()
        point.x = 1
        point.y = 2
        point.z = 3
        return point
      }
    case .name:
      try (0..<count).map { _ in
        let point = try type()
        try point.set("x", to: 1)
        try point.set("y", to: 2)
        try point.set("z", to: 3)
        return point
      }
    case .nameOfObject:
      try (0..<count).map { _ in
        let point = try type()
        try point.set("x", to: one)
        try point.set("y", to: two)
        try point.set("z", to: three)
        return point
      }
    case .attribute:
      try (0..<count).map { _ in
        let point = try type()
        try point.set(x, to: 1)
        try point.set(y, to: 2)
        try point.set(z, to: 3)
        return point
      }
    case .attributeOfObject:
      try (0..<count).map { _ in
        let point = try type()
        try point.set(x, to: one)
        try point.set(y, to: two)
        try point.set(z, to: three)
        return point
      }
    case .maker: try (0..<count).map { _ in try makePoint(1, 2, 3) }
    case .makerOfObjects: try (0..<count).map { _ in try makePoint(one, two, three) }
    }
  }
}
