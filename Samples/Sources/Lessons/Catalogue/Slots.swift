import PySize

extension Lesson {
  static let slots = Lesson(
    "slots", "Where a slot keeps its value", .instances, .beginner,
    asks: Question(
      """
      class Point: __slots__ = ('x', 'y'). How many bytes does sys.getsizeof(Point()) answer on CPython
      3.13? Guess.
      """,
      python: """
        import sys
        class Point: __slots__ = ('x', 'y')
        print(sys.getsizeof(Point()))
        """
    ) { try slotsSize(["x", "y"], on: $0) },
    shows: {
      let heap = try Heap(of: "3.13")
      let Point = try heap.makeClass("Point", slots: ["x", "y"])
      let point = try Point()
      var refusal = ""
      do { try point.set("z", to: 3) } catch { refusal = "\(error)" }
      return [
        Figure(
          "CPython 3.13",
          [["GC head", "", "at", -heap.build.gcHeadSize, heap.build.gcHeadSize, "bytes"]]
            + [["head", "", "at", 0, PyObject.layout(on: heap.build).size, "bytes"]]
            + Point.layout.members.map {
              ["slot", "Point.\($0.name)", "at", $0.offset.rawValue, $0.size, "bytes"]
            }),
        Figure("point.z = 3"), Figure("  \(refusal)"),
      ]
    },
    explains: """
      __slots__ makes a descriptor for each name, which knows an offset in the instance
      (type_new_slots, Objects/typeobject.c; PyMember_GetOne, Python/structmember.c). There the value
      stands, and nowhere else: no dict, and no room for a name that was not named.
      """,
    leaves: Question(
      "How many bytes does sys.getsizeof answer with __slots__ = ('x', 'y', 'z', 't')?",
      python: """
        import sys
        class Point: __slots__ = ('x', 'y', 'z', 't')
        print(sys.getsizeof(Point()))
        """
    ) { try slotsSize(["x", "y", "z", "t"], on: $0) })

  private static func slotsSize(_ names: [String], on build: Build) throws -> Int {
    let heap = try Heap(build)
    return try heap.size(of: heap.makeClass("Point", slots: names)())
  }
}
