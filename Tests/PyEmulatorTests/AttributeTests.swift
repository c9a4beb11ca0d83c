import PyEmulator
import PyLayout
import PyMemory
import Testing

/// Attributes that are looked up once, and what is remembered of names and classes, do what each look would
/// do, and leave the same bytes.
@Suite struct AttributeTests {
  static let builds = ClaimTests.builds

  /// Runs a program in each of its ways, in the last one while somebody watches, and expects the same bytes.
  ///
  /// - Parameter prepare: makes what the program needs, on a new heap; what it answers is the program, which
  ///   answers what is to be kept.
  private func expectSameBytes(
    on build: Build, _ name: String,
    _ prepare: (Heap, _ way: Int) throws -> (() throws(PyError) -> [Object])
  ) throws {
    var images: [MemoryImage] = []
    // mimalloc maps 32 MiB at once, all of which are compared at each event
    for way in 0..<(build.isFreeThreaded ? 2 : 3) {
      // At the same addresses, whatever other heaps there are
      let memory = try EmulatedMemory(pointerSize: build.pointerSize, in: MovingStore())
      let heap = try Heap(build, in: memory)
      let program = try prepare(heap, way)
      var kept: [Object] = []
      func run() throws(PyError) { kept = try program() }
      if way == 2 { try heap.watching({ _ in }, while: run) } else { try run() }
      #expect(heap.failure == nil, "\(build)")
      images.append(try heap.snapshot().memory)
      withExtendedLifetime(kept) {}
    }
    for (way, image) in images.enumerated() {
      let count = image.differences(from: images[0]).count
      #expect(count == 0, "\(build): \(name), way \(way)")
    }
  }

  /// Set by name, by attribute, while somebody watches: the same bytes.
  @Test(arguments: builds) func allWaysWriteTheSame(_ build: Build) throws {
    for slots in [["x", "y", "z"], ["x", "__dict__"], [], nil] as [[String]?] {
      try expectSameBytes(on: build, "\(slots ?? [])") { heap, way in
        let type = try heap.makeClass("P", slots: slots)
        let other = try heap.makeClass("S", bases: [type])
        return { () throws(PyError) in
          var kept: [Object] = []
          for number in 0..<25 {
            let object = try number % 5 == 4 ? other() : type()
            for name in ["x", "y", "z", "x", "w\(number % 7)"] {
              // Where nothing takes the attribute, its name is not even made a string
              let isTaken = slots.map { $0.contains(name) || $0.contains("__dict__") } ?? true
              let attribute = way == 1 && isTaken ? try type.attribute(name) : nil
              do throws(PyError) {
                if let attribute {
                  try object.set(attribute, to: number)
                } else {
                  try object.set(name, to: number)
                }
              } catch { #expect(error.kind == .attributeError, "\(build): \(name)") }
            }
            kept.append(object)
          }
          return kept
        }
      }
    }
  }

  /// A maker leaves the bytes of a call and of the sets behind it, whatever the values and who watches.
  @Test(arguments: builds) func makersWriteTheSame(_ build: Build) throws {
    let shapes: [(slots: [String]?, names: [String])] = [
      (["x", "y", "z"], ["x", "y", "z"]), (["x", "y", "z"], ["z", "x"]), (["x", "y", "z"], ["y"]),
      (["x", "y", "z"], ["x", "x", "y"]), (["x", "__dict__"], ["w", "x"]), (nil, ["x", "y", "z"]),
      (["a", "b", "c", "d"], ["d", "a", "c", "b"]), ([], []),
    ]
    for (slots, names) in shapes {
      try expectSameBytes(on: build, "\(slots ?? []), \(names)") { heap, way in
        let type = try heap.makeClass("S", bases: [heap.makeClass("P", slots: slots)], slots: [])
        let attributes = try names.map { try type.attribute($0) }
        let maker = try type.maker(names)
        return { () throws(PyError) in
          var kept: [Object] = []
          for number in 0..<25 {
            let shared = try heap.make(number * 1_000_000)
            let mixed: [any ObjectConvertible] = [
              [number, shared, 0.5, 1], [shared, -7, "text", shared], [1, 2, 3, 1 << 40],
            ][number % 3]
            let numbers = [number * 100, number, -number, 7]
            let values = Array((number % 2 == 0 ? mixed : numbers).prefix(names.count))
            let object: Object
            switch (way, names.count, number % 2) {
            case (0, _, _):
              object = try type()
              for (value, attribute) in zip(values, attributes) {
                try object.set(attribute, to: value)
              }
            case (_, 1, 1): object = try maker(numbers[0])
            case (_, 2, 1): object = try maker(numbers[0], numbers[1])
            case (_, 3, 1): object = try maker(numbers[0], numbers[1], numbers[2])
            default: object = try maker(values: values)
            }
            kept.append(object)
          }
          return kept
        }
      }
    }
  }

  /// What cannot be made leaves nothing behind.
  @Test(arguments: builds) func makersThatFail(_ build: Build) throws {
    let heap = try Heap(build)
    let type = try heap.makeClass("P", slots: ["x", "y"])
    let maker = try type.maker("x", "y")
    let mine = try heap.make(1 << 40)
    let theirs = try Heap(build).make(5)
    let before = try #require(try mine.referenceCount)
    for make in [
      { try maker(1) }, { try maker(mine, 2, 3) }, { try maker(mine, theirs) },
      { try maker(values: [mine]) },
      { try type.maker("x", "no")(mine, 1) },
    ] as [() throws -> Object] {
      #expect(throws: PyError.self, "\(build)") { try make() }
    }
    #expect(try mine.referenceCount == before && heap.failure == nil, "\(build)")
    let error = #expect(throws: PyError.self) { try maker(1) }
    #expect(error?.description == "TypeError: P: 2 values are expected, for x, y; 1 were given")
  }

  /// A slot's attribute is its descriptor: subclasses have it too, whatever the name means there.
  @Test(arguments: builds) func slotsOutliveTheirName(_ build: Build) throws {
    let heap = try Heap(build)
    let type = try heap.makeClass("P", slots: ["w", "x"])
    let x = try type.attribute("x")
    #expect(x.name == "x")
    let open = try heap.makeClass("S", bases: [type])
    let object = try open()
    try object.set(x, to: 7)
    #expect(try object.get("x").int == 7 && object.dict().count == 0, "\(build)")

    // class S(P): x = 3
    try open.set("x", to: 3)
    #expect(try object.get("x").int == 3, "\(build)")
    try object.set("x", to: 4)
    #expect(try object.get("x").int == 4 && object.dict().count == 1, "\(build)")
    #expect(try object.get(x).int == 7, "\(build)")

    let point = try type()
    try point.set("x", to: 1)
    #expect(try point.get(x).int == 1, "\(build)")
    try type.set("x", to: 5)
    #expect(try point.get("x").int == 5, "\(build)")
    #expect(throws: PyError.self, "\(build)") { try point.set("x", to: 2) }
    try point.set(x, to: 9)
    #expect(try point.get(x).int == 9, "\(build)")
    try point.delete(x)
    #expect(throws: PyError.self, "\(build)") { try point.delete(x) }
    #expect(throws: PyError.self, "\(build)") { try point.get(x) }
    #expect(heap.failure == nil, "\(build)")
  }

  /// What is no slot is asked for by its name, of any object.
  @Test(arguments: builds) func otherNamesAreNames(_ build: Build) throws {
    let heap = try Heap(build)
    let plain = try heap.makeClass("P")
    let x = try plain.attribute("x")
    let slots = try heap.makeClass("Q", slots: ["x"])
    for type in [plain, slots, try heap.makeClass("S", bases: [slots])] {
      let object = try type()
      try object.set(x, to: 1)
      #expect(try object.get(x).int == 1 && object.get("x").int == 1, "\(build): \(type.name)")
      try object.delete(x)
      #expect(throws: PyError.self, "\(build)") { try object.get(x) }
    }
    #expect(throws: PyError.self, "\(build)") { try heap.make(5).set(x, to: 1) }
    let names = try plain().get(plain.attribute("__class__"))
    #expect(try names.address == plain.address)
  }

  /// Many names, and names that end in between, are never taken for one another.
  @Test(arguments: builds) func namesAreNotMixedUp(_ build: Build) throws {
    let heap = try Heap(build)
    let types = try (0..<3).map { try heap.makeClass("P\($0)", slots: $0 == 0 ? ["n1"] : nil) }
    for round in 0..<4 {
      for type in types {
        let object = try type()
        for number in 0..<90 where type.name != "P0" || number == 1 {
          try object.set("n\(number)", to: number + round)
        }
        for number in 0..<90 where type.name != "P0" || number == 1 {
          #expect(try object.get("n\(number)").int == number + round, "\(build): \(type.name)")
        }
      }
    }
    // Texts that Swift calls equal are two names
    let object = try types[1]()
    try object.set("K", to: 1)
    try object.set("\u{212a}", to: 2)
    #expect(try object.dict().count == 2, "\(build)")
    #expect(try object.get("K").int == 1, "\(build)")
  }
}
