import PySize

extension Lesson {
  static let untracking = Lesson(
    "untracking", "What the collector stops looking at", .references, .intermediate,
    asks: Question(
      """
      The collector knows a thousand new tuples (n, n + 1). How many of them does it still know after
      gc.collect() on CPython 3.13? Guess.
      """, unit: "tuples",
      python: """
        import gc
        kept = [(n, n + 1) for n in range(1000)]
        gc.collect()
        print(sum(map(gc.is_tracked, kept)))
        """
    ) { build in
      let heap = try Heap(build)
      let kept = try (0..<1000).map { try heap.makeTuple($0, $0 + 1) }
      try heap.collect()
      return try kept.count { try $0.isTracked }
    },
    shows: {
      try ["3.13", "3.14"].map { name in
        let heap = try Heap(of: name)
        let literals = ["(1, 2)", "(1, [])", "{'n': 1}", "{'n': []}", "[1, 2]"]
        let objects = try literals.map { try heap.make(PyValue(literal: $0, on: heap.build)) }
        let before = try objects.map { try $0.isTracked }
        try heap.collect()
        let header: [any CustomStringConvertible] = ["", "when made", "after gc.collect()"]
        return Figure(
          "CPython \(name): is it tracked?",
          try [header]
            + zip(literals, zip(before, objects)).map { literal, pair in
              [literal, pair.0 ? "yes" : "no", try pair.1.isTracked ? "yes" : "no"]
            })
      }
    },
    explains: """
      A tuple whose items cannot be in a cycle cannot be in one either. A collection finds that out and
      takes the tuple out of its list (_PyTuple_MaybeUntrack, Objects/tupleobject.c); the memory stays
      the same, later collections have less to do. A dict was not even put in before the first value
      that the collector knows (MAINTAIN_TRACKING, Objects/dictobject.c), up to 3.13: since 3.14 each
      dict is tracked. A list changes, and is never let go.
      """,
    leaves: Question(
      """
      kept = [(n, [n] if n % 3 == 0 else n) for n in range(1000)]. How many of these tuples does the
      collector of CPython 3.13 still know after gc.collect()?
      """, unit: "tuples",
      python: """
        import gc
        kept = [(n, [n] if n % 3 == 0 else n) for n in range(1000)]
        gc.collect()
        print(sum(map(gc.is_tracked, kept)))
        """
    ) { build in
      let heap = try Heap(build)
      let kept = try (0..<1000).map { number in
        let list = try heap.makeList()
        try list.append(number)
        return try heap.makeTuple(number, number % 3 == 0 ? list : try heap.make(number))
      }
      try heap.collect()
      return try kept.count { try $0.isTracked }
    })
}
