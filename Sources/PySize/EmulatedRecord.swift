import PyEmulator
import PyLayout
import PyRecords

/// A record's instances on the emulator, made as its Python makes them.
struct EmulatedRecord {
  private let heap: Heap
  private let names: [String]
  private let make: Maker
  private typealias Maker = @Sendable (EmulatedRecord) throws -> () throws -> Object

  /// How to make a record; `nil` for one that the emulator does not know.
  init?(_ record: any Record, _ names: [String], in heap: Heap) {
    guard let make = Self.makers[record.id] else { return nil }
    self.heap = heap
    self.names = names
    self.make = make
  }

  /// The first so many instances, all alive, the last of them last.
  func make(_ count: Int) throws -> [Object] {
    let makeOne = try make(self)
    var objects: [Object] = []
    for _ in 0..<count { objects.append(try makeOne()) }
    return objects
  }

  private static let makers: [String: Maker] = [
    "dict": { record in
      let pairs = record.names.enumerated().map { "'\($1)': \($0 + 1)" }
      return try record.literal("{\(pairs.joined(separator: ", "))}")
    },
    "tuple": { record in
      try record.literal("(\(record.names.indices.map { "\($0 + 1)," }.joined(separator: " ")))")
    },
    "class": { record in
      let type = try record.heap.makeClass("Point", staticAttributes: record.names)
      return { try record.filled(type) }
    },
    "slots": { record in
      let type = try record.heap.makeClass("Point", slots: record.names)
      return { try record.filled(type) }
    },
    "namedtuple": { record in
      let tuple = try record.heap.builtinClass("tuple")
      let type = try record.heap.makeClass("Point", bases: [tuple], slots: [])
      return { try record.heap.makeTuple(of: try record.values(), as: type) }
    },
    "mutabletuple": { record in
      { try record.heap.makeMutabletuple(of: try record.values()) }
    },
    "dataobject": { record in
      let type = try record.heap.makeDataobjectClass("Point", fields: record.names)
      return { try record.filled(type) }
    },
    "make-dataclass": { record in
      let type = try record.heap.makeDataobjectClass("Point", fields: record.names)
      return { try record.filled(type) }
    },
    "cython": { record in
      let type = try record.heap.makeCythonClass("Point", ints: record.names)
      return { try record.filled(type) }
    },
  ]

  /// The values of the fields: 1, 2, 3 and so on.
  private func values() throws -> [Object] { try names.indices.map { try heap.make($0 + 1) } }

  private func literal(_ text: String) throws -> () throws -> Object {
    let value = try PyValue(literal: text, on: heap.build)
    return { try heap.make(value) }
  }

  /// An instance whose fields are set one by one, as `__init__` does.
  private func filled(_ type: Class) throws -> Object {
    let object = try type()
    for (name, value) in zip(names, try values()) { try object.set(name, to: value) }
    return object
  }
}
