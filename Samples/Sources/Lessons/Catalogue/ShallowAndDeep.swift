import PySize

extension Lesson {
  static let shallowAndDeep = Lesson(
    "shallow-and-deep", "What a list holds and what it weighs", .containers, .beginner,
    asks: Question(
      """
      text = 'x' * 10_000. What does sys.getsizeof([text] * 1000) answer on CPython 3.13? Guess.
      """, python: "import sys; text = 'x' * 10000; print(sys.getsizeof([text] * 1000))"
    ) { build in
      let heap = try Heap(build)
      return try heap.size(of: repeating(1000, of: longText(in: heap)))
    },
    shows: {
      let heap = try Heap(of: "3.13")
      let text = try longText(in: heap)
      let list = try repeating(1000, of: text)
      let (shallow, deep, one) = (
        try heap.size(of: list), try deepSize(of: list), try heap.size(of: text)
      )
      return [
        Figure(
          "CPython 3.13, [text] * 1000",
          [
            ["sys.getsizeof", shallow, "bytes"],
            ["with all it refers to, what is shared counted once", deep, "bytes"],
            ["with all it refers to, counted each time", shallow + 1000 * one, "bytes"],
          ],
          on: "3.13",
          python: """
            import sys
            text = 'x' * 10000
            shallow, one = sys.getsizeof([text] * 1000), sys.getsizeof(text)
            print(shallow, shallow + one, shallow + 1000 * one)
            """)
      ]
    },
    explains: """
      sys.getsizeof is shallow: the object and what only its own methods can reach, here a thousand
      pointers (list___sizeof___impl, Objects/listobject.c). To know what would be freed with it one
      follows the references (tp_traverse), and remembers what was seen, because one object that a
      thousand places refer to is there once. Neither figure is wrong; each answers a question of its
      own.
      """,
    leaves: Question(
      """
      inner = [text] * 3; outer = [inner] * 10. How many bytes is outer, with all it refers to, what is
      shared counted once?
      """,
      python: """
        import gc, sys
        text = 'x' * 10000
        inner = [text] * 3
        todo, seen = [[inner] * 10], {}
        while todo:
            one = todo.pop()
            if id(one) not in seen:
                seen[id(one)] = sys.getsizeof(one)
                todo += gc.get_referents(one)
        print(sum(seen.values()))
        """
    ) { build in
      let heap = try Heap(build)
      return try deepSize(of: repeating(10, of: repeating(3, of: longText(in: heap))))
    })

  private static func longText(in heap: Heap) throws -> Object {
    try heap.make(String(repeating: "x", count: 10_000))
  }

  private static func repeating(_ count: Int, of item: Object) throws -> Object {
    let list = try item.heap.makeList(allocated: count)
    for index in 0..<count { try list.setItem(index, to: item) }
    return list
  }

  /// What `sys.getsizeof` answers for an object and all that can be reached from it, each once.
  private static func deepSize(of object: Object) throws -> Int {
    let inspector = Inspector(object.heap.build, reading: object.heap.memory)
    var (size, seen, todo): (Int, Set<Address>, [Address]) = (0, [], [try object.address])
    while let next = todo.popLast() {
      guard seen.insert(next).inserted else { continue }
      size += try inspector.size(of: next)
      todo += try inspector.referents(of: next)
    }
    return size
  }
}
