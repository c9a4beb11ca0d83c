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

  /// Prints the seconds of a run, with the arguments behind `--set-loop`: a build, `slots` or another kind, the
  /// way, and how many objects.
  static func measure(_ arguments: [String]) throws {
    guard arguments.count == 4, let way = Way(rawValue: arguments[2]), let count = Int(arguments[3])
    else { throw NoFigure() }
    let heap = try Heap(Build(parsing: arguments[0]))
    let loop = try SetLoop(in: heap, slots: arguments[1] == "slots")
    var elapsed = 0.0
    // The first times warm up
    for _ in 0..<3 {
      let clock = ContinuousClock.now
      let made = try loop.run(way, count: count)
      elapsed = clock.elapsed
      withExtendedLifetime(made) {}
    }
    print(elapsed)
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
