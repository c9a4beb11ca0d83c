extension PyType {
  /// The type of CPython's or its standard library's that is written in C and that a `tp_name` is the
  /// name of; `nil` where its struct is not described.
  package static func named(_ tp_name: String, on build: Build) -> PyType? {
    let path = tp_name.split(separator: ".")
    guard let last = path.last.map(String.init), path.count == 1 || modules.contains(path[0])
    else { return nil }
    let name = StandardType.otherNames[last] ?? last
    let type = standard[name]?.type(on: build) ?? counted(name, on: build)
    return type.flatMap { $0.flags.contains(.heapType) ? nil : $0 }
  }

  /// The modules whose types are described, as a `tp_name` begins.
  private static let modules: Set<Substring> = [
    "_collections", "_functools", "_io", "_pickle", "_queue", "_sre", "_struct", "_thread", "array",
    "collections", "datetime", "decimal", "exceptions", "functools", "itertools", "re", "thread",
    "types", "typing", "weakref", "xml",
  ]

  private static let standard = Dictionary(
    StandardType.all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

  /// Those whose `__sizeof__` counts more than the struct.
  private static func counted(_ name: String, on build: Build) -> PyType? {
    let is2 = build.version < .v3_0
    return switch name {
    case "deque": .deque(on: build)
    case "OrderedDict": is2 ? nil : .odict(on: build)
    case "defaultdict": .defaultdict(on: build)
    case "Struct": .structObject(on: build)
    case "Element": is2 ? nil : .element(on: build)
    case "product": .product(on: build)
    case "combinations", "combinations_with_replacement": .combinations(on: build)
    case "permutations": .permutations(on: build)
    case "BufferedReader", "BufferedWriter", "BufferedRandom": .bufferedReader(on: build)
    case "Pickler": is2 ? nil : PyType("Pickler", PicklerObject.self, on: build)
    case "Unpickler": is2 ? nil : PyType("Unpickler", UnpicklerObject.self, on: build)
    case "SimpleQueue": is2 ? nil : .simpleQueue(on: build)
    case "code": .code(on: build)
    case "frame": .frame(on: build)
    default: nil
    }
  }
}
