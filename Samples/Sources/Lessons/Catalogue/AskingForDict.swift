import PySize

extension Lesson {
  static let askingForDict = Lesson(
    "asking-for-dict", "What it costs to look at __dict__", .instances, .intermediate,
    asks: Question(
      """
      Of a class without __slots__, the fortieth instance with x, y and z takes
      \(try sizes(on: Build(parsing: "3.13")).before) bytes of the allocator on CPython 3.13. How many does
      it keep after somebody has looked at its __dict__? Guess.
      """,
      python: Python.pointSizes + """
        no_free_dicts = [{} for _ in range(1000)]
        before = given()
        points[-1].__dict__
        after = given()
        print(sizes[-1] + after - before)
        """
    ) { try sizes(on: $0).after },
    shows: {
      let rows: [[any CustomStringConvertible]] = try ["3.7", "3.10", "3.11", "3.12", "3.13"].map {
        let sizes = try sizes(on: Build(parsing: $0))
        return ["CPython \($0)", sizes.before, sizes.after]
      }
      return [
        Figure(
          "Bytes allocated for the fortieth instance",
          [["", "before", "after vars(point)"]] + rows)
      ]
    },
    explains: """
      Since 3.11 an instance has no dict before somebody asks for one: with vars(point), or
      a library that reads point.__dict__. Then it is made, and stays as long as the instance does
      (_PyObject_MaterializeManagedDict, Objects/dictobject.c). In 3.11 and 3.12 it takes the values
      over; in 3.13 it refers to those inside the instance. Up to 3.10 it was always there.
      """,
    leaves: Question(
      """
      A program reads vars(point) of each of a million points on CPython 3.13. How many MB more do they
      keep afterwards?
      """, unit: "MB",
      python: """
        import tracemalloc
        class Point:
            def __init__(self): self.x, self.y, self.z = 1, 2, 3
        points = [Point() for _ in range(10000)]
        tracemalloc.start()
        before = tracemalloc.get_traced_memory()[0]
        for point in points: point.__dict__
        print(round((tracemalloc.get_traced_memory()[0] - before) / 10000))
        """
    ) { build in
      let sizes = try sizes(on: build)
      return sizes.after - sizes.before
    })

  private static func sizes(on build: Build) throws -> (before: Int, after: Int) {
    let heap = try Heap(build)
    let points = try heap.makePoints(40)
    let before = try heap.allocated(for: points[39])
    // The reference to the dict is given up: what stays is the instance's
    _ = try points[39].dict()
    return (before, try heap.allocated(for: points[39]))
  }
}
