import PySize

/// What the inspector takes to tell type and size of objects in emulated memory.
struct Sizes {
  let build: Build
  private static let rounds = 15
  private static let count = 100_000

  /// One verdict for each kind of object.
  func verdicts() throws -> [Verdict] {
    var verdicts: [Verdict] = []
    for kind in ["int", "float", "str", "tuple", "list", "dict", "slots", "instance"] {
      let heap = try Heap(build)
      let objects = try make(kind, in: heap)
      let addresses = try objects.map { try $0.address }
      let inspector = Inspector(build, reading: heap.memory)
      var times: [Double] = []
      var total = 0
      for _ in 0..<Self.rounds {
        let clock = ContinuousClock.now
        for address in addresses { total &+= try inspector.size(of: address) }
        times.append(clock.elapsed / Double(Self.count) * 1e9)
      }
      precondition(total > 0)
      withExtendedLifetime(objects) {}
      verdicts.append(
        Verdict(
          promise: "the size of one \(kind), read from emulated memory", measured: times.median,
          limit: 100, unit: "ns"))
    }
    return verdicts
  }

  /// One verdict for the prediction of a type's size, from its description.
  func prediction() throws -> Verdict {
    let types = StandardType.all
    var times: [Double] = []
    var total = 0
    for _ in 0..<Self.rounds {
      let clock = ContinuousClock.now
      for _ in 0..<100 {
        for type in types { total &+= type.shallowSize(on: build) ?? 0 }
      }
      times.append(clock.elapsed / Double(100 * types.count) * 1e9)
    }
    precondition(total > 0)
    return Verdict(
      promise: "the size of one standard type, predicted", measured: times.median, limit: 200,
      unit: "ns")
  }

  /// One verdict for two snapshots of a heap with ten thousand objects, and what differs.
  func difference() throws -> Verdict {
    let heap = try Heap(build)
    var objects: [Object] = []
    for number in 0..<5000 {
      let list = try heap.makeList()
      try list.append(number + 10_000)
      objects.append(list)
    }
    var times: [Double] = []
    for round in 0..<Self.rounds {
      let clock = ContinuousClock.now
      let before = try heap.snapshot()
      try objects[round].append(1.5)
      let changes = try heap.snapshot().difference(from: before).changes
      times.append(clock.elapsed * 1000)
      precondition(!changes.isEmpty)
    }
    withExtendedLifetime(objects) {}
    return Verdict(
      promise: "two snapshots of ten thousand objects, and their difference",
      measured: times.median, limit: 5, unit: "ms")
  }

  private func make(_ kind: String, in heap: Heap) throws -> [Object] {
    if kind == "slots" || kind == "instance" {
      return try heap.makeCopies(of: Objects.point(kind, in: heap), count: Self.count).items
    }
    return try (0..<Self.count).map { number in
      switch kind {
      case "int": try heap.make(number + 1000)
      case "float": try heap.make(Double(number))
      case "str": try heap.make("number \(number)")
      case "list": try heap.makeList(allocated: number % 10)
      case "dict": try heap.make(PyValue(literal: "{'x': \(number)}", on: build))
      default: try heap.makeTuple(number, number)
      }
    }
  }
}
