import PySize

extension Lesson {
  static let classCost = Lesson(
    "class-cost", "What a class itself costs", .instances, .intermediate,
    asks: Question(
      """
      class Point: pass. How many bytes does sys.getsizeof(Point) answer on CPython 3.13, for the class
      itself? Guess.
      """,
      python: """
        import sys
        class Point: pass
        print(sys.getsizeof(Point))
        """
    ) { build in
      let heap = try Heap(build)
      return try heap.size(of: heap.makeClass("Point"))
    },
    shows: {
      let rows: [[any CustomStringConvertible]] = try ["3.7", "3.10", "3.11", "3.13", "3.13t"].map {
        let heap = try Heap(of: $0)
        let Point = try heap.makeClass("Point")
        let Slots = try heap.makeClass("Slots", slots: ["x", "y", "z"])
        return ["CPython \($0)", try heap.size(of: Point), try heap.size(of: Slots)]
      }
      let heap = try Heap(of: "3.13")
      let Point = try heap.makeClass("Point")
      let Slots = try heap.makeClass("Slots", slots: ["x", "y", "z"])
      return [
        Figure(
          "sys.getsizeof", [["", "class Point", "with three slots"]] + rows,
          python: """
            import sys
            class Point: pass
            class Slots: __slots__ = 'x', 'y', 'z'
            print(sys.getsizeof(Point), sys.getsizeof(Slots))
            """),
        Figure(
          "CPython 3.13: bytes asked for",
          try [Point, Slots].flatMap { type in
            try heap.inspect(type).blocks.map { [type.name, $0.part, $0.size] }
          }),
        Figure(
          "Objects made with it",
          [
            ["descriptor of __dict__", PyType.getsetDescriptor(on: heap.build).shallowSize()],
            ["descriptor of __weakref__", PyType.getsetDescriptor(on: heap.build).shallowSize()],
            ["descriptor of a slot", PyType.memberDescriptor(on: heap.build).shallowSize()],
            ["__bases__, a tuple of one", PyType.tuple(on: heap.build).shallowSize(items: 1)],
            ["__mro__, a tuple of two", PyType.tuple(on: heap.build).shallowSize(items: 2)],
          ],
          on: "3.13",
          python: """
            import sys
            class Point: pass
            class Slots: __slots__ = 'x'
            names = Point.__dict__
            for one in (
                names['__dict__'], names['__weakref__'], Slots.x, Point.__bases__, Point.__mro__,
            ): print(sys.getsizeof(one))
            """),
      ]
    },
    explains: """
      A class is an object, and a large one: PyHeapTypeObject, Include/cpython/object.h, has a pointer
      for each method that C may call. sys.getsizeof adds the table of keys that its instances share
      (type___sizeof___impl, Objects/typeobject.c), and leaves out the PyMemberDef of each slot, which
      stand behind it, one more than there are slots (PyType_GenericAlloc). Its __dict__, its __mro__ and
      its descriptors come on top, each an object of its own. A class is made once, and a million
      instances are not; but a class made anew in each call, as by namedtuple() in a function, costs
      this each time.
      """,
    leaves: Question(
      """
      How many bytes are asked for when a class with ten slots is made on CPython 3.13, for the class
      alone?
      """,
      python: """
        import sys
        print(sys.getsizeof([]) - [].__sizeof__() + type.__basicsize__ + 11 * type.__itemsize__)
        """
    ) { build in
      let heap = try Heap(build)
      let Slots = try heap.makeClass("Slots", slots: "abcdefghij".map(String.init))
      return try heap.inspect(Slots).blocks[0].size
    })
}
