import PySize

extension Lesson {
  static let weakref = Lesson(
    "weakref", "What it costs not to hold something", .references, .intermediate,
    asks: Question(
      "How many bytes does sys.getsizeof(weakref.ref(point)) answer on CPython 3.13? Guess.",
      python: """
        import sys, weakref
        class Point: pass
        point = Point()
        print(sys.getsizeof(weakref.ref(point)))
        """
    ) { build in
      let heap = try Heap(build)
      let point = try heap.makePoints(1)[0]
      return try heap.size(of: heap.makeWeakref(to: point))
    },
    shows: {
      let heap = try Heap(of: "3.13")
      let point = try heap.makePoints(1)[0]
      let reference = try heap.makeWeakref(to: point)
      let fields = try heap.inspect(reference).blocks[0].fields
      let isShared = try heap.makeWeakref(to: point).isSame(as: reference)
      return [
        Figure(
          "CPython 3.13, weakref.ref(point)",
          fields.map { ["at", $0.offset.rawValue, $0.name, $0.size, "bytes"] }),
        Figure("weakref.ref(point) is weakref.ref(point): \(isShared)"),
        Figure(
          "sys.getsizeof of an instance with the slots x and y",
          try ["3.10", "3.11", "3.13"].map { name in
            ["CPython \(name)", try slotted([], on: Build(parsing: name)), "bytes"]
          }, python: program("'x', 'y'")),
        Figure(
          "and with __weakref__ as a slot too",
          try ["3.10", "3.11"].map { name in
            ["CPython \(name)", try slotted(["__weakref__"], on: Build(parsing: name)), "bytes"]
          }, python: program("'x', 'y', '__weakref__'")),
      ]
    },
    explains: """
      A weak reference is an object with a callback, a hash that it keeps, and links to the other weak
      references to the same object (PyWeakReference, Include/cpython/weakrefobject.h). One without a
      callback is made once and shared (get_or_create_weakref, Objects/weakrefobject.c). The object
      pays as well, before anybody asks: a place for the head of that list. Instances of plain classes
      always have it. Those with __slots__ have it where '__weakref__' is among them: up to 3.11 it is
      one word in the instance, since 3.12 it stands in front of it, where there are two words or none.
      """,
    leaves: Question(
      """
      class Point: __slots__ = ('x', 'y', '__weakref__'). What does sys.getsizeof(Point()) answer on
      CPython 3.13?
      """,
      python: program("'x', 'y', '__weakref__'")
    ) { try slotted(["__weakref__"], on: $0) })

  private static func program(_ slots: String) -> String {
    """
    import sys
    class Point: __slots__ = (\(slots))
    print(sys.getsizeof(Point()))
    """
  }

  private static func slotted(_ more: [String], on build: Build) throws -> Int {
    let heap = try Heap(build)
    return try heap.size(of: heap.makeClass("Point", slots: ["x", "y"] + more)())
  }
}
