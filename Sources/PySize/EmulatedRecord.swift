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
  private let id: String
  private let kept = Kept()
  /// What makes one instance more.
  private typealias One = () throws(PyError) -> Object

  /// What the Python holds besides the instances.
  private final class Kept {
    var objects: [Object] = []
  }

  /// A record as a sample has it.
  ///
  /// - Throws: `NotModelled` where the package's version is not known.
  init(_ record: any Record, _ sample: Sample, in heap: Heap) throws(NotModelled) {
    self.heap = heap
    id = record.id
    names = sample.fields.names
    type = try record.prediction(sample).type
    version = record.package?.version(for: sample)
  }

  /// What the Python holds, and the first `count` instances, all alive, the last of them last; `nil`
  /// for a record that the emulator does not know.
  func make(_ count: Int) throws(PyError) -> [Object]? {
    guard let makeOne = try maker() else { return nil }
    var objects: [Object] = []
    for _ in 0..<count { objects.append(try makeOne()) }
    return kept.objects + objects
  }

  private func maker() throws(PyError) -> One? {
    switch id {
    case "dict": return dicts()
    case "tuple": return plainTuples()
    case "class": return try instances(staticAttributes: names)
    // Their __init__ comes from exec, not from the class body
    case "attrs", "dataclass": return try instances()
    case "slots", "namedlist", "dataclass-slots": return try instances(slots: names)
    case "attrs-slots":
      let hasWeakref = type.tp_weaklistoffset != 0
      return try instances(slots: names + (hasWeakref ? ["__weakref__"] : []))
    case "namedtuple", "typing-namedtuple": return try tuples()
    case "mutabletuple":
      return { () throws(PyError) in try heap.makeMutabletuple(of: try values()) }
    case "recordclass":
      guard type.tp_itemsize > 0 else { return try dataobjects() }
      let type = try heap.makeMutabletupleClass("Point")
      return { () throws(PyError) in try heap.makeMutabletuple(of: try values(), as: type) }
    case "dataobject", "make-dataclass": return try dataobjects()
    case "cython": return filled(try heap.makeCythonClass("Point", ints: names))
    case "ctypes-structure": return filled(try heap.makeCtypesClass("Point", ints: names))
    case "msgspec", "msgspec-nogc":
      return filled(try heap.makeStructClass("Point", fields: names, gc: id == "msgspec"))
    case "pydantic": return try models()
    case "simplenamespace":
      return { () throws(PyError) in try filled(try heap.makeNamespace()) }
    case "numpy":
      var rows = 0
      return { () throws(PyError) in
        rows += 1
        return try array(rows: rows)
      }
    case "numpy-row":
      let points = try array(rows: 1)
      kept.objects.append(points)
      return { () throws(PyError) in try points.item(0) }
    case "array": return { () throws(PyError) in try heap.makeArray(ofInts: numbers) }
    case "struct-pack":
      let bytes: [UInt8] = numbers.flatMap { [UInt8($0), 0, 0, 0] }
      return { () throws(PyError) in try heap.makeBytes(of: bytes) }
    default: return nil
    }
  }
}

extension EmulatedRecord {
  /// The values of the fields: 1, 2, 3 and so on, up to 100 and again.
  private var numbers: [Int] { names.indices.map { $0 % 100 + 1 } }

  private func values() throws(PyError) -> [Object] {
    try numbers.map { number throws(PyError) in try heap.make(number) }
  }

  private func dicts() -> One {
    let is2 = heap.build.version < .v3_0
    let pairs = zip(names, numbers).map { name, number in
      let key = is2 ? PyValue.bytes(Array(name.utf8)) : .str(name.unicodeScalars.map(\.value))
      return PyPair(key: key, value: .int(PyInt(number)))
    }
    return { () throws(PyError) in try heap.make(PyValue.dict(pairs)) }
  }

  private func plainTuples() -> One {
    let values = numbers.map { PyValue.int(PyInt($0)) }
    return { () throws(PyError) in try heap.make(PyValue.tuple(values)) }
  }

  private func instances(
    slots: [String]? = nil, staticAttributes: [String] = []
  ) throws(PyError) -> One {
    filled(try heap.makeClass("Point", slots: slots, staticAttributes: staticAttributes))
  }

  private func tuples() throws(PyError) -> One {
    let tuple = try heap.builtinClass("tuple")
    let type = try heap.makeClass("Point", bases: [tuple], slots: [])
    return { () throws(PyError) in try heap.makeTuple(of: try values(), as: type) }
  }

  private func dataobjects() throws(PyError) -> One {
    filled(try heap.makeDataobjectClass("Point", fields: names))
  }

  /// `validate_model`, pydantic/main.py of v1; model.rs and model_fields.rs of pydantic-core.
  private func models() throws(PyError) -> One {
    let model = PydanticModel(version: version)
    let base = try heap.makeClass("BaseModel", slots: model.slots)
    let type = try heap.makeClass("Point", bases: [base], slots: model.ownSlots)
    // The class's own names, which are interned
    let keys = try names.map { name throws(PyError) in
      try heap.make(PyValue.str(name.unicodeScalars.map(\.value)))
    }
    kept.objects += keys
    return { () throws(PyError) in
      let object = try type()
      for name in model.unused { try object.set(name, to: try heap.none) }
      let dict = try heap.makeDict()
      for (key, value) in zip(keys, try values()) { try dict.setItem(key, to: value) }
      try object.set("__dict__", to: dict)
      try object.set(model.fieldsSet, to: try heap.makeSet(of: keys))
      return object
    }
  }

  private func array(rows: Int) throws(PyError) -> Object {
    try heap.makeStructuredArray(rows: rows, fields: names, numpy: version)
  }

  /// Instances of a class whose fields are set one by one.
  private func filled(_ type: Class) -> One {
    { () throws(PyError) in try filled(try type()) }
  }

  /// An object whose fields are set one by one, as `__init__` does.
  private func filled(_ object: Object) throws(PyError) -> Object {
    for (name, value) in zip(names, try values()) { try object.set(name, to: value) }
    return object
  }
}
