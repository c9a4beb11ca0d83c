import PyEmulator
import PyLayout
import PyRecords

/// A record's instances on the emulator, made as its Python makes them.
struct EmulatedRecord {
  let heap: Heap
  let names: [String]
  /// What the model says of its type, which tells the versions of a package apart.
  let type: PyType
  /// The version of its package; `nil` for the newest.
  let version: Version?
  private let make: Maker
  private let kept = Kept()
  typealias Maker = @Sendable (EmulatedRecord) throws -> () throws -> Object

  /// What the Python holds besides the instances.
  private final class Kept {
    var objects: [Object] = []
  }

  /// How to make a record; `nil` for one that the emulator does not know.
  ///
  /// - Throws: ``NotModelled``.
  init?(_ record: any Record, _ sample: Sample, in heap: Heap) throws {
    guard let make = Self.makers[record.id] else { return nil }
    self.heap = heap
    self.make = make
    names = sample.fields.names
    type = try record.prediction(sample).type
    version = record.package?.version(for: sample)
  }

  /// What the Python holds, and the first `count` instances, all alive, the last of them last.
  func make(_ count: Int) throws -> [Object] {
    let makeOne = try make(self)
    var objects: [Object] = []
    for _ in 0..<count { objects.append(try makeOne()) }
    return kept.objects + objects
  }

  private static let makers: [String: Maker] = [
    "dict": { record in
      let pairs = zip(record.names, record.numbers).map { "'\($0)': \($1)" }
      return try record.literal("{\(pairs.joined(separator: ", "))}")
    },
    "tuple": { record in
      try record.literal("(\(record.numbers.map { "\($0)," }.joined(separator: " ")))")
    },
    "class": { try $0.instances(staticAttributes: $0.names) },
    // Their __init__ comes from exec, not from the class body
    "attrs": { try $0.instances(staticAttributes: []) },
    "dataclass": { try $0.instances(staticAttributes: []) },
    "slots": { try $0.instances(slots: $0.names) },
    "namedlist": { try $0.instances(slots: $0.names) },
    "dataclass-slots": { try $0.instances(slots: $0.names) },
    "attrs-slots": { record in
      let hasWeakref = record.type.tp_weaklistoffset != 0
      return try record.instances(slots: record.names + (hasWeakref ? ["__weakref__"] : []))
    },
    "namedtuple": { try $0.tuples() },
    "typing-namedtuple": { try $0.tuples() },
    "mutabletuple": { record in
      { try record.heap.makeMutabletuple(of: try record.values()) }
    },
    "recordclass": { record in
      guard record.type.tp_itemsize > 0 else { return try record.dataobjects() }
      let type = try record.heap.makeMutabletupleClass("Point")
      return { try record.heap.makeMutabletuple(of: try record.values(), as: type) }
    },
    "dataobject": { try $0.dataobjects() },
    "make-dataclass": { try $0.dataobjects() },
    "cython": { record in
      let type = try record.heap.makeCythonClass("Point", ints: record.names)
      return { try record.filled(try type()) }
    },
    "ctypes-structure": { record in
      let type = try record.heap.makeCtypesClass("Point", ints: record.names)
      return { try record.filled(try type()) }
    },
    "msgspec": { try $0.structs(gc: true) },
    "msgspec-nogc": { try $0.structs(gc: false) },
    "pydantic": { try $0.models() },
    "simplenamespace": { record in { try record.filled(try record.heap.makeNamespace()) } },
    "numpy": { record in
      var rows = 0
      return {
        rows += 1
        return try record.array(rows: rows)
      }
    },
    "numpy-row": { record in
      let points = try record.array(rows: 1)
      record.kept.objects.append(points)
      return { try points.item(0) }
    },
    "array": { record in { try record.heap.makeArray(ofInts: record.numbers) } },
    "struct-pack": { record in
      let bytes: [UInt8] = record.numbers.flatMap { [UInt8($0), 0, 0, 0] }
      return { try record.heap.makeBytes(of: bytes) }
    },
  ]
}

extension EmulatedRecord {
  /// The values of the fields: 1, 2, 3 and so on, up to 100 and again.
  private var numbers: [Int] { names.indices.map { $0 % 100 + 1 } }

  private func values() throws -> [Object] { try numbers.map { try heap.make($0) } }

  private func literal(_ text: String) throws -> () throws -> Object {
    let value = try PyValue(literal: text, on: heap.build)
    return { try heap.make(value) }
  }

  private func instances(
    slots: [String]? = nil, staticAttributes: [String] = []
  ) throws -> () throws -> Object {
    let type = try heap.makeClass("Point", slots: slots, staticAttributes: staticAttributes)
    return { try filled(try type()) }
  }

  private func tuples() throws -> () throws -> Object {
    let tuple = try heap.builtinClass("tuple")
    let type = try heap.makeClass("Point", bases: [tuple], slots: [])
    return { try heap.makeTuple(of: try values(), as: type) }
  }

  private func dataobjects() throws -> () throws -> Object {
    let type = try heap.makeDataobjectClass("Point", fields: names)
    return { try filled(try type()) }
  }

  private func structs(gc: Bool) throws -> () throws -> Object {
    let type = try heap.makeStructClass("Point", fields: names, gc: gc)
    return { try filled(try type()) }
  }

  /// `validate_model`, pydantic/main.py of v1; model.rs and model_fields.rs of pydantic-core.
  private func models() throws -> () throws -> Object {
    let isV1 = version.map { $0 < Version(2, 0) } ?? false
    let own =
      isV1
      ? ["__fields_set__"]
      : ["__pydantic_extra__", "__pydantic_fields_set__", "__pydantic_private__"]
    let base = try heap.makeClass("BaseModel", slots: ["__dict__"] + own)
    let type = try heap.makeClass("Point", bases: [base], slots: isV1 ? [] : nil)
    // The class's own names, which are interned
    let keys = try names.map { try heap.make(PyValue.str($0.unicodeScalars.map(\.value))) }
    kept.objects += keys
    return {
      let object = try type()
      for name in isV1 ? [] : [own[0], own[2]] { try object.set(name, to: try heap.none) }
      let dict = try heap.makeDict()
      for (key, value) in zip(keys, try values()) { try dict.setItem(key, to: value) }
      try object.set("__dict__", to: dict)
      try object.set(isV1 ? own[0] : own[1], to: try heap.makeSet(of: keys))
      return object
    }
  }

  private func array(rows: Int) throws -> Object {
    try heap.makeStructuredArray(rows: rows, fields: names, numpy: version)
  }

  /// An object whose fields are set one by one, as `__init__` does.
  private func filled(_ object: Object) throws -> Object {
    for (name, value) in zip(names, try values()) { try object.set(name, to: value) }
    return object
  }
}
