extension PyType {
  /// The type of CPython's or its standard library's that is written in C and that a `tp_name` is the
  /// name of; `nil` where its struct is not described.
  package static func named(_ tp_name: String, on build: Build) -> PyType? {
    let path = tp_name.split(separator: ".")
    guard let last = path.last.map(String.init), path.count == 1 || modules.contains(path[0])
    else { return nil }
    let type = StandardType.named(StandardType.otherNames[last] ?? last)?.type(on: build)
    return type.flatMap { $0.flags.contains(.heapType) ? nil : $0 }
  }

  /// The modules whose types are described, as a `tp_name` begins.
  private static let modules: Set<Substring> = [
    "_collections", "_functools", "_io", "_pickle", "_queue", "_sre", "_struct", "_thread", "array",
    "collections", "datetime", "decimal", "exceptions", "functools", "itertools", "re", "thread",
    "types", "typing", "weakref", "xml",
  ]
}
