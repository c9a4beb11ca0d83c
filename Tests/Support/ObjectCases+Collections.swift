import PySize

/// Deques and ordered dicts after what can happen to them.
extension ObjectCases {
  /// `f(d)` changes a deque of `count` items.
  private static func deque(
    _ count: Int, maxlen: Int? = nil, _ body: [String],
    _ change: @escaping @Sendable (inout Object) throws -> Void
  ) -> What {
    let lines =
      ["d = deque(range(\(count)), \(maxlen.map { "\($0)" } ?? "None"))"] + body + ["return d"]
    return made(
      "f()",
      "from collections import deque\ndef f():\n" + lines.map { "  \($0)" }.joined(separator: "\n")
    ) { heap in
      var deque = try heap.makeDeque(of: try (0..<count).map { try heap.make($0) }, maxlen: maxlen)
      try change(&deque)
      return deque
    }
  }

  private static func integers(_ count: Int, in heap: Heap) throws -> Object {
    try heap.makeTuple(of: try (0..<count).map { try heap.make($0) })
  }

  static func deques(on build: Build) -> [What] {
    let is3 = build.version >= Version(3, 0)
    var cases: [What] = [
      made("deque()", "from collections import deque") { try $0.makeDeque() },
      made("deque(maxlen=7)", "from collections import deque") { try $0.makeDeque(maxlen: 7) },
      deque(0, ["d.append(d)"]) { try $0.append($0) },
    ]
    for count in [0, 1, 2, 30, 63, 64, 65, 200] {
      cases += [
        deque(count, []) { _ in },
        deque(count, maxlen: 50, ["d.append(1)", "d.appendleft(2)"]) {
          try $0.append(1)
          try $0.appendleft(2)
        },
        deque(count, ["for i in range(70): d.appendleft(i)"]) { deque in
          for number in 0..<70 { try deque.appendleft(number) }
        },
        deque(count, ["d.extendleft(tuple(range(90)))", "d.extend(d)"]) {
          try $0.extendleft(try integers(90, in: $0.heap))
          try $0.extend($0)
        },
        deque(count, ["for i in range(\(count)): d.pop()"]) { deque in
          for _ in 0..<count { try deque.pop() }
        },
        deque(count, ["for i in range(\(count)): d.popleft()", "d.append(3)"]) { deque in
          for _ in 0..<count { try deque.popleft() }
          try deque.append(3)
        },
        deque(count, ["d.clear()", "d.extend((1, 2))"]) {
          try $0.clear()
          try $0.extend(try $0.heap.make([1, 2]))
        },
        deque(count, ["d.rotate(67)", "d.rotate(-9)", "d.rotate()"]) {
          try $0.rotate(by: 67)
          try $0.rotate(by: -9)
          try $0.rotate()
        },
      ]
      guard count > 2 else { continue }
      cases += [
        deque(count, ["d.remove(\(count / 2))", "del d[-2]", "d[1] = 77"]) {
          try $0.remove(count / 2)
          try $0.removeItem(-2)
          try $0.setItem(1, to: 77)
        }
      ]
      guard is3 else { continue }
      cases += [
        deque(count, ["d.insert(\(count / 3), None)", "d.insert(-2, None)"]) {
          try $0.insert(try $0.heap.none, at: count / 3)
          try $0.insert(try $0.heap.none, at: -2)
        }
      ]
    }
    guard is3 else { return cases }
    for count in [0, 1, 2, 100] {
      cases.append(
        made("deque(range(\(count)), 90).copy()", "from collections import deque") { heap in
          try heap.makeDeque(of: try (0..<count).map { try heap.make($0) }, maxlen: 90).copy()
        })
    }
    return cases
  }

  /// `f()` changes an ordered dict of `count` numbers, each its own value.
  private static func ordered(
    _ count: Int, _ body: [String], _ change: @escaping @Sendable (inout Object) throws -> Void
  ) -> What {
    let lines = ["d = OrderedDict((i, i) for i in range(\(count)))"] + body + ["return d"]
    return made(
      "f()",
      "from collections import OrderedDict\ndef f():\n"
        + lines.map { "  \($0)" }.joined(separator: "\n")
    ) { heap in
      var dict = try heap.makeOrderedDict()
      for number in 0..<count { try dict.setItem(number, to: number) }
      try change(&dict)
      return dict
    }
  }

  static func orderedDicts(on build: Build) -> [What] {
    guard build.version >= Version(3, 0) else { return [] }
    var cases: [What] = [
      made("OrderedDict()", "from collections import OrderedDict") { try $0.makeOrderedDict() },
      made("OrderedDict().copy()", "from collections import OrderedDict") {
        try $0.makeOrderedDict().copy()
      },
      ordered(0, ["d.x = 1", "d.y = d"]) {
        try $0.set("x", to: 1)
        try $0.set("y", to: $0)
      },
      ordered(0, ["d['a'] = 1", "d['b'] = 2", "d['a'] = 3"]) { dict in
        for (name, value) in [("a", 1), ("b", 2), ("a", 3)] {
          try dict.setItem(try dict.heap.makeInterned(name), to: value)
        }
      },
    ]
    for count in [1, 2, 5, 6, 12, 40] {
      cases += [
        ordered(count, []) { _ in },
        ordered(count, ["d.clear()"]) { try $0.clear() },
        ordered(count, ["d.clear()", "d['a'] = 1", "d[2] = 3"]) {
          try $0.clear()
          try $0.setItem(try $0.heap.makeInterned("a"), to: 1)
          try $0.setItem(2, to: 3)
        },
        ordered(count, ["d.move_to_end(0)", "d.move_to_end(\(count - 1), False)"]) {
          try $0.moveToEnd(0)
          try $0.moveToEnd(count - 1, last: false)
        },
        ordered(count, ["d.popitem()", "d[0] = 5", "d.popitem(False)", "d[99] = 7"]) {
          try $0.popitem()
          try $0.setItem(0, to: 5)
          try $0.popitem(last: false)
          try $0.setItem(99, to: 7)
        },
        ordered(
          count, ["for i in range(0, \(count), 2): del d[i]", "for i in range(60, 70): d[i] = 0"]
        ) { dict in
          for key in stride(from: 0, to: count, by: 2) { try dict.removeItem(key) }
          for key in 60..<70 { try dict.setItem(key, to: 0) }
        },
        ordered(count, ["d.pop(0)", "d.update({3: 4, 100: 5})", "d = d.copy()"]) { dict in
          try dict.pop(key: 0)
          try dict.update(try dict.heap.make([3: 4, 100: 5]))
          dict = try dict.copy()
        },
        ordered(count, ["d.move_to_end(0)", "d = dict(d)"]) { dict in
          try dict.moveToEnd(0)
          dict = try dict.heap.builtinClass("dict")(dict)
        },
        ordered(count, ["d.move_to_end(0)", "e = {}", "e.update(d)", "d = e"]) { dict in
          try dict.moveToEnd(0)
          let plain = try dict.heap.makeDict()
          try plain.update(dict)
          dict = plain
        },
      ]
    }
    return cases
  }
}
