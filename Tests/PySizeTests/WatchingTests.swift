import OracleSupport
import PySize
import SeededRandom
import Testing

/// What is reported of a heap that is watched is all there is.
@Suite struct WatchingTests {
  private static let builds = [
    "2.7", "3.6", "3.7", "3.8", "3.9", "3.10", "3.11", "3.12", "3.13", "3.13d", "3.13t", "3.14",
    "3.14t", "3.15",
  ]

  /// The events of random programs lead from one snapshot to the next, and back.
  @Test(arguments: builds)
  func eventsAreComplete(_ name: String) throws {
    for build in [try Build(parsing: name), try Build(parsing: name + "@32")] {
      let heap = try Heap(build)
      let inspector = Inspector(build, reading: heap.memory)
      var told = 0
      // mimalloc maps 32 MiB at once, all of which are compared at each event
      for number in 0..<SplitMix64.cases(of: build.isFreeThreaded ? 20 : 420) {
        let program = ProgramGenerator.program(number, seed: SplitMix64.seed, on: build)
        let what: Comment = "\(build): program \(number), seed \(SplitMix64.seed)"
        let before = try heap.snapshot()
        let events = try heap.events { _ = program.outcome(in: heap, by: inspector) }
        let after = try heap.snapshot()
        told += events.count

        let writes = events.compactMap { event in
          if case .written(let write) = event { write } else { nil }
        }
        #expect(try before.memory.applying(writes).differences(from: after.memory) == [], what)
        #expect(try after.memory.undoing(writes).differences(from: before.memory) == [], what)

        var blocks = Dictionary(
          before.blocks.map { ($0.address, $0.asked) }, uniquingKeysWith: { first, _ in first })
        for event in events {
          switch event {
          case .allocated(let block, let size, _): blocks[block] = size
          case .freed(let block, let size, _):
            #expect(blocks[block] == size, what)
            blocks[block] = nil
          default: break
          }
        }
        let inUse = Dictionary(
          after.blocks.map { ($0.address, $0.asked) }, uniquingKeysWith: { first, _ in first })
        // Of a block in two debug hooks, an event names the inner one
        if !build.isDebug { #expect(blocks == inUse, what) }
      }
      #expect(told > 100, "\(build)")
      #expect(try heap.events {} == [], "\(build)")
    }
  }

  /// What `append` changes, field by field.
  @Test func differencesNameFields() throws {
    let heap = try Heap(Build(parsing: "3.13.0"))
    let list = try heap.makeList()
    for number in 0..<4 { try list.append(number) }
    let before = try heap.snapshot()
    try list.append(4)
    let difference = try heap.snapshot().difference(from: before)
    let address = try list.address
    #expect(
      difference.description == """
        list at \(address): ob_size 4 to 5
        list at \(address): ob_item moved from a block of 32 to one of 64
        list at \(address): allocated 4 to 8
        a block of 64 at \(difference.allocated[0].address) is in use
        a block of 32 at \(difference.freed[0].address) is free
        """)
    #expect(try heap.snapshot().difference(from: heap.snapshot()).description == "")
  }

  /// An address means something in its own heap: with 4-byte pointers all have the same.
  @Test(arguments: builds)
  func otherHeapsAreRefused(_ name: String) throws {
    for build in [try Build(parsing: name), try Build(parsing: name + "@32")] {
      let snapshot = try Heap(build).snapshot()
      for other in [build, try Build(parsing: "3.8")] {
        let error = #expect(throws: WhatError.self, "\(build), \(other)") {
          try Heap(other).snapshot().difference(from: snapshot)
        }
        guard case .raised(let raised)? = error else { continue }
        #expect(raised.kind == .systemError && raised.message.contains("one heap"), "\(build)")
      }
      let list = try Heap(build).makeList()
      let tour = try Walkthrough(
        on: build,
        [
          .init("a = []") { scope throws(PyError) in scope["a"] = try scope.heap.makeList() },
          .init("b = a") { scope throws(PyError) in scope["b"] = list },
        ])
      _ = try tour.next()
      for _ in 0..<2 {
        let error = #expect(throws: PyError.self, "\(build)") { try tour.next() }
        #expect(error?.kind == .systemError, "\(build)")
        #expect(error?.message.contains("one heap") == true, "\(build)")
        #expect(tour.position == 1 && Array(tour.scope.names.keys) == ["a"], "\(build)")
      }
    }
  }

  /// In a line, what happened, by how much, and to what.
  @Test(arguments: builds)
  func eventsSayWhatHappened(_ name: String) throws {
    let heap = try Heap(Build(parsing: name))
    let list = try heap.makeList()
    let tuple = try heap.makeTuple(list)
    let (place, array) = (try list.address, try heap.makeList())
    let events =
      try heap.events { () throws(PyError) in try array.append(list) }
      + heap.events { () throws(PyError) in try tuple.release() }
    let lines = events.map { heap.describe($0) }
    #expect(lines.contains("+1 to 3: list at \(place)"), "\(heap.build): \(lines)")
    #expect(lines.contains("-1 to 2: list at \(place)"), "\(heap.build): \(lines)")
    #expect(events.map(\.description).contains("-1 to 2: object at \(place)"), "\(heap.build)")
    for (event, line) in zip(events, lines) {
      switch event {
      case .allocated(let block, let size, _):
        #expect(line == "allocated \(size) bytes at \(block)")
      case .freed(let block, let size, _): #expect(line == "freed \(size) bytes at \(block)")
      case .written(let write): #expect(line == "wrote 8 bytes at \(write.address)")
      case .tracked, .counted: #expect(line.contains(": "))
      }
    }
    var made: [Object] = []
    let born = try heap.events { () throws(PyError) in made.append(try heap.makeList()) }
    #expect(
      born.map { heap.describe($0) }.contains("tracked: list at \(try made[0].address)"),
      "\(heap.build)")
  }

  /// What reads the same is not said to have become what it was.
  @Test(arguments: builds)
  func differencesSayWhatIsLinked(_ name: String) throws {
    let heap = try Heap(Build(parsing: name))
    let list = try heap.makeList()
    let before = try heap.snapshot()
    let other = try heap.makeList()
    let lines = try heap.snapshot().difference(from: before).description
      .split(separator: "\n").filter { $0.contains("gc") && $0.contains(" to ") }
    for line in lines {
      let words = line.split(separator: " ")
      let place = try #require(words.firstIndex(of: "to"))
      #expect(words[place - 1] != words[place + 1], "\(heap.build): \(line)")
    }
    #expect(
      heap.build.isFreeThreaded || heap.build.version < Version(3, 8)
        || lines.contains { $0.contains("linked elsewhere: 0x") },
      "\(heap.build): \(lines)")
    withExtendedLifetime((list, other)) {}
  }

  /// What changes in a block that is not the object's own names the object all the same.
  @Test(arguments: builds)
  func differencesFindOwners(_ name: String) throws {
    let heap = try Heap(Build(parsing: name))
    let Point = try heap.makeClass("Point", slots: ["x"])
    let point = try Point()
    let dict = try heap.makeDict()
    try dict.setItem(1000, to: 1.5)
    let list = try heap.makeList(allocated: 3)
    let before = try heap.snapshot()
    try point.set("x", to: list)
    try dict.setItem(1000, to: list)
    try list.setItem(1, to: point)
    let difference = try heap.snapshot().difference(from: before)
    for object in [point, dict, list] {
      let (address, type) = (try object.address, try object.type.name)
      #expect(
        difference.changes.contains { $0.object == address && $0.new.target != nil },
        "\(heap.build): \(type)")
    }
    #expect(difference.ended.values.sorted() == ["float"], "\(heap.build)")
  }

  /// The blocks of a deque and the nodes of an ordered dict are linked with one another, and no object
  /// points at those in the middle.
  @Test(arguments: builds)
  func differencesFindOwnersOfChains(_ name: String) throws {
    let heap = try Heap(Build(parsing: name))
    let number = try heap.make(1.5)
    let deque = try heap.makeDeque(of: Array(repeating: number, count: 500))
    let before = try heap.snapshot()
    try deque.setItem(250, to: 2)
    let difference = try heap.snapshot().difference(from: before)
    let place = try deque.address
    #expect(
      difference.changes.filter { $0.object == place }.map(\.new.row.name) == [
        heap.build.version < Version(3, 0) ? "data[33]" : "data[59]"
      ], "\(heap.build)")
    guard heap.build.version >= Version(3, 0) else { return }
    let dict = try heap.makeOrderedDict()
    for key in 0..<12 { try dict.setItem(key, to: number) }
    let earlier = try heap.snapshot()
    try dict.moveToEnd(5)
    let moved = try heap.snapshot().difference(from: earlier)
    let home = try dict.address
    let changed = Set(moved.changes.filter { $0.object == home }.map(\.new.row.name))
    #expect(
      changed.isSuperset(of: ["od_last", "od_state", "next", "prev"]), "\(heap.build): \(moved)")
  }

  /// References and those who refer are the two ends of the same thing.
  @Test(arguments: builds)
  func objectsReferToOneAnother(_ name: String) throws {
    let heap = try Heap(Build(parsing: name))
    let list = try heap.makeList()
    let tuple = try heap.makeTuple(list, 1.5, list)
    try list.append(tuple)
    let deque = try heap.makeDeque(of: [tuple])
    let Point = try heap.makeClass("Point")
    let point = try Point()
    try point.set("x", to: list)
    func addresses(_ objects: [Object]) throws -> [Address] { try objects.map { try $0.address } }
    let place = try list.address
    let held = try addresses(heap.references(of: tuple)).count { $0 == place }
    #expect(held == 2, "\(heap.build)")
    let row = try deque.address
    #expect(
      try addresses(heap.referrers(of: tuple)) == [list.address, row].sorted(), "\(heap.build)")
    let referrers = try addresses(heap.referrers(of: list))
    let holder = try tuple.address
    #expect(referrers.contains(holder), "\(heap.build)")
    #expect(referrers.count == 2, "\(heap.build): an instance or its dict, and the tuple")
    let all = try addresses(heap.objects)
    for object in [list, tuple, point] {
      let place = try object.address
      #expect(all.contains(place), "\(heap.build)")
    }
    #expect(Set(all).count == all.count, "\(heap.build)")
  }

  /// Back and forward again is the same, to the byte where addresses are.
  @Test(arguments: builds)
  func stepsGoBack(_ name: String) throws {
    let build = try Build(parsing: name + "@32")
    let tour = try Walkthrough(
      on: build,
      [
        .init("a = []") { scope throws(PyError) in scope["a"] = try scope.heap.makeList() },
        .init("a.append(a)") { scope throws(PyError) in
          if let a = scope["a"] { try a.append(a) }
        },
        .init("del a") { scope throws(PyError) in scope["a"] = nil },
        .init("gc.collect()") { scope throws(PyError) in try scope.heap.collect() },
      ])
    var images: [MemoryImage] = []
    for _ in tour.lines {
      #expect(try tour.next()?.isEmpty == false, "\(build): \(tour.line ?? "")")
      images.append(MemoryImage(of: tour.scope.heap.memory))
    }
    #expect(try tour.next() == nil, "\(build)")
    for image in images.reversed() {
      #expect(MemoryImage(of: tour.scope.heap.memory) == image, "\(build): \(tour.line ?? "")")
      #expect(try tour.back(), "\(build)")
    }
    #expect(try !tour.back() && tour.line == nil, "\(build)")
  }

  /// A line that throws was not run, as often as it is tried; one that steps itself throws.
  @Test(arguments: builds)
  func linesThatThrowAreUndone(_ name: String) throws {
    let build = try Build(parsing: name + "@32")
    var tour: Walkthrough?
    tour = try Walkthrough(
      on: build,
      [
        .init("a = []") { scope throws(PyError) in scope["a"] = try scope.heap.makeList() },
        .init("a.append(1); a[9]") { scope throws(PyError) in
          try scope["a"]?.append(1)
          _ = try scope["a"]?.item(9)
        },
        .init("back") { _ throws(PyError) in try tour?.back() },
        .init("next") { _ throws(PyError) in _ = try tour?.next() },
      ])
    let walk = try #require(tour)
    _ = try walk.next()
    let image = MemoryImage(of: walk.scope.heap.memory)
    for _ in 0..<3 {
      #expect(throws: PyError(.indexError, "list index out of range")) { try walk.next() }
      #expect(walk.position == 1 && MemoryImage(of: walk.scope.heap.memory) == image, "\(build)")
    }
    let own = try Walkthrough(on: build, Array(walk.lines.suffix(2)))
    tour = own
    let error = #expect(throws: PyError.self, "\(build)") {
      _ = try own.next()
      _ = try own.next()
    }
    #expect(error?.kind == .runtimeError && own.position == 1, "\(build)")
  }

  /// The names that instances share are in use, not removed, though their values are elsewhere.
  @Test(arguments: builds)
  func sharedNamesAreThere(_ name: String) throws {
    let heap = try Heap(Build(parsing: name))
    guard heap.build.version >= Version(3, 0) else { return }
    let Point = try heap.makeClass("Point")
    let point = try Point()
    try point.set("x", to: 1)
    let before = try heap.snapshot()
    try point.set("y", to: 2)
    let changes = try heap.snapshot().difference(from: before).changes
    let key = changes.first { $0.new.name == "dk_entries[1].me_key" }
    #expect(key?.new.meaning == "'y'", "\(heap.build)")
    withExtendedLifetime(Point) {}
  }

  /// Each block in use is one of a pool's, and a pool's only.
  @Test(arguments: builds)
  func mapsShowEachBlock(_ name: String) throws {
    let heap = try Heap(Build(parsing: name))
    let list = try heap.make(PyValue(literal: "[(1.5, 'abc'), 2.5, (3,)]", on: heap.build))
    let arenas = try heap.allocator.arenas()
    let used = arenas.flatMap(\.pools).reduce(0) { $0 + $1.blocks.count(where: \.self) }
    let blocks = try heap.blocks()
    let within = blocks.count { block in
      arenas.contains {
        block.address >= $0.address
          && block.address.rawValue < $0.address.rawValue + UInt64($0.size)
      }
    }
    #expect(used == within, "\(heap.build)")
    #expect(arenas.isEmpty == heap.build.isFreeThreaded, "\(heap.build)")
    withExtendedLifetime(list) {}
  }

  /// Counts, and whether the collector knows an object.
  @Test(arguments: builds)
  func countsAreReported(_ name: String) throws {
    let heap = try Heap(Build(parsing: name))
    let value = try heap.make(1.5)
    let list = try heap.makeList()
    try list.append(0)
    let address = try value.address
    let events = try heap.events { () throws(PyError) in try list.setItem(0, to: value) }
    #expect(events.contains(.counted(address, from: 1, to: 2)), "\(heap.build)")
    var made: [Object] = []
    let born = try heap.events { () throws(PyError) in made.append(try heap.makeList()) }
    let place = try made[0].address
    #expect(born.contains(.tracked(place, true)), "\(heap.build)")
    #expect(
      born.contains { if case .counted = $0 { true } else { false } } == false, "\(heap.build)")
  }
}
