import PySize

/// What several lessons do.
extension Heap {
  /// A heap of a CPython, by its name.
  convenience init(of name: String) throws { try self.init(Build(parsing: name)) }

  /// Bytes that the allocator gives for an object's own blocks.
  func allocated(for object: some ObjectConvertible) throws -> Int {
    try layout(of: object).allocated ?? 0
  }

  /// Instances of a class with attributes `x`, `y`, `z`, made one after the other.
  func makePoints(_ count: Int) throws -> [Object] {
    let Point = try makeClass("Point")
    return try (0..<count).map { _ in
      let point = try Point()
      for (value, name) in ["x", "y", "z"].enumerated() { try point.set(name, to: value) }
      return point
    }
  }
}
