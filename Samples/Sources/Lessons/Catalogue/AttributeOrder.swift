import PySize

extension Lesson {
  static let attributeOrder = Lesson(
    "attribute-order", "Attributes in another order, or deleted", .instances, .advanced,
    asks: Question(
      """
      On CPython 3.7 an instance with x, y and z has a __dict__ of
      \(try dictSize(.inOrder, on: Build(parsing: "3.7"))) bytes, as sys.getsizeof counts. How many after
      del point.y? Guess.
      """, on: "3.7", python: program("del point.y; print(sys.getsizeof(point.__dict__))")
    ) { try dictSize(.deleted, on: $0) },
    shows: {
      func rows(
        _ versions: [String], _ measured: (Story, Build) throws -> Int
      ) throws -> [[any CustomStringConvertible]] {
        let header: [any CustomStringConvertible] = [""] + Story.allCases.map(\.rawValue)
        return try [header]
          + versions.map { version in
            let build = try Build(parsing: version)
            return ["CPython \(version)"] + (try Story.allCases.map { try measured($0, build) })
          }
      }
      return [
        Figure(
          "sys.getsizeof(point.__dict__)", try rows(["3.7", "3.10"], dictSize),
          python: program(
            """
            print(sys.getsizeof(point.__dict__))
            other = Point.__new__(Point)
            other.z, other.y, other.x = 1, 2, 3
            print(sys.getsizeof(other.__dict__))
            del point.y
            print(sys.getsizeof(point.__dict__))
            """)),
        Figure(
          "Bytes allocated, nobody asks for __dict__",
          try rows(["3.7", "3.10", "3.11", "3.13"], allocated)),
      ]
    },
    explains: """
      Instances of a class share one table of keys, in one order. Up to 3.10 an instance that sets its
      attributes in another order, or deletes one, can no longer share it: its dict gets a table of its
      own (insertdict and _PyDict_DelItem_KnownHash, Objects/dictobject.c), and stays that way. Since 3.11 an
      instance remembers the order of its own beside the values, and a deleted attribute leaves an empty
      place: both cost nothing.
      """,
    leaves: Question(
      """
      A million such points on CPython 3.10, whose __dict__ exists anyway, lose their y. How many MB more
      do their dicts add up to, as sys.getsizeof counts?
      """, on: "3.10", unit: "MB",
      python: program(
        """
        before = sys.getsizeof(point.__dict__)
        del point.y
        print(sys.getsizeof(point.__dict__) - before)
        """)
    ) { try dictSize(.deleted, on: $0) - dictSize(.inOrder, on: $0) })

  private enum Story: String, CaseIterable {
    case inOrder = "x, y, z"
    case reversed = "z, y, x"
    case deleted = "del y"
  }

  /// The fortieth instance of its class, which has gone through a story.
  private static func point(_ story: Story, in heap: Heap) throws -> [Object] {
    let points = try heap.makePoints(39)
    let last = try points[0].type()
    for name in story == .reversed ? ["z", "y", "x"] : ["x", "y", "z"] { try last.set(name, to: 1) }
    if story == .deleted { try last.delete("y") }
    return points + [last]
  }

  private static func dictSize(_ story: Story, on build: Build) throws -> Int {
    let heap = try Heap(build)
    let points = try point(story, in: heap)
    return try heap.size(of: points[39].dict())
  }

  private static func allocated(_ story: Story, on build: Build) throws -> Int {
    let heap = try Heap(build)
    return try heap.allocated(for: point(story, in: heap)[39])
  }

  private static func program(_ change: String) -> String {
    """
    import sys
    class Point:
        def __init__(self): self.x, self.y, self.z = 1, 2, 3
    points = [Point() for _ in range(40)]
    point = points[-1]
    \(change)
    """
  }
}
