import PySize

extension Lesson {
  static let slotlessBase = Lesson(
    "slotless-base", "One base without __slots__", .instances, .intermediate,
    asks: Question(
      """
      class Point(Base): __slots__ = ('x', 'y', 'z'), and class Base: pass. How many bytes more does
      sys.getsizeof(Point()) answer on CPython 3.13 than if Base had __slots__ = ()? Guess.
      """,
      python: """
        import sys
        class Empty: __slots__ = ()
        class Base: pass
        def size(base): return sys.getsizeof(type('Point', (base,), {'__slots__': ('x', 'y', 'z')})())
        print(size(Base) - size(Empty))
        """
    ) { try size(overSlots: nil, on: $0) - size(overSlots: [], on: $0) },
    shows: {
      var rows: [[any CustomStringConvertible]] = [["", "", "first", "fortieth"]]
      for version in ["3.7", "3.10", "3.11", "3.13", "3.14"] {
        let heap = try Heap(of: version)
        let Empty = try heap.makeClass("Empty", slots: [])
        let Base = try heap.makeClass("Base")
        for base in [Empty, Base] {
          let Point = try heap.makeClass("Point", bases: [base], slots: ["x", "y", "z"])
          let sizes = try (1...40).map { _ in try heap.allocated(for: Point()) }
          rows.append(["CPython \(version)", "slots over \(base.name)", sizes[0], sizes[39]])
        }
      }
      return [Figure("Bytes allocated", rows)]
    },
    explains: """
      One base without __slots__ undoes them: it brings the dict and the weakref list back
      (type_new_slots, Objects/typeobject.c), and the instance pays for both kinds of attributes. In
      3.11, 3.12, and again from 3.14 on it pays at once for attributes that nobody has set: the first
      instance for many, later ones for few.
      """,
    leaves: Question(
      """
      Base has __slots__ = ('__dict__',). What does sys.getsizeof(Point()) answer on CPython 3.13? With
      __slots__ = () it is \(try size(overSlots: [], on: Build(parsing: "3.13"))); a dict and a weakref list stand in front of the object, and when there
      is one of them there is room for both.
      """,
      python: """
        import sys
        class Base: __slots__ = ('__dict__',)
        class Point(Base): __slots__ = ('x', 'y', 'z')
        print(sys.getsizeof(Point()))
        """
    ) { try size(overSlots: ["__dict__"], on: $0) })

  private static func size(overSlots slots: [String]?, on build: Build) throws -> Int {
    let heap = try Heap(build)
    let Base = try heap.makeClass("Base", slots: slots)
    return try heap.size(of: heap.makeClass("Point", bases: [Base], slots: ["x", "y", "z"])())
  }
}
