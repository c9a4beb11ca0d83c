public import PyEmulator
public import PyInspector
import PyLayout
import PyMemory

/// What the inspector reads of a heap's objects, which live while it reads: an address would not
/// keep them alive.
extension Heap {
  /// What `sys.getsizeof` answers for an object or a class, in bytes, read from its own bytes.
  ///
  ///     let heap = try Heap(Build(parsing: "3.13.0"))
  ///     let list = try heap.make(PyValue(literal: "[1, 2, 3]", on: heap.build))
  ///     print(try heap.size(of: list))  // 88
  ///
  /// - Throws: ``WhatError/raised(_:)`` for an object of another heap or a released one,
  ///   ``WhatError/unreadable(_:)`` where its size is not known.
  public func size(of object: some ObjectConvertible) throws(WhatError) -> Int {
    try reading(object) { inspector, address throws(InspectionError) in
      try inspector.size(of: address)
    }
  }

  /// An object or a class with all blocks it owns, field by field.
  ///
  /// - Throws: ``WhatError/raised(_:)`` for an object of another heap or a released one,
  ///   ``WhatError/unreadable(_:)`` where a block cannot be read.
  public func inspect(_ object: some ObjectConvertible) throws(WhatError) -> Inspection {
    try reading(object) { inspector, address throws(InspectionError) in
      try inspector.inspect(address)
    }
  }

  /// An object's blocks as byte maps, as `pysize layout` shows them.
  ///
  /// - Throws: ``WhatError/raised(_:)`` for an object of another heap or a released one,
  ///   ``WhatError/unreadable(_:)`` where a block cannot be read.
  public func layout(of object: some ObjectConvertible) throws(WhatError) -> ObjectLayout {
    let (object, name) = try emulating { () throws(PyError) in
      let object = try own(object)
      return (object, try object.type.name)
    }
    return try What.made(name, source: "", make: "") { _ in [] }.layout(of: object, in: self)
  }

  private func reading<Answer>(
    _ object: some ObjectConvertible,
    _ read: (Inspector<EmulatedMemory>, Address) throws(InspectionError) -> Answer
  ) throws(WhatError) -> Answer {
    let (object, address) = try emulating { () throws(PyError) in
      let object = try own(object)
      return (object, try object.address)
    }
    defer { withExtendedLifetime(object) {} }
    return try inspecting { () throws(InspectionError) in try read(inspector, address) }
  }

  /// Made once for the types there are: it lays out every struct of the build.
  var inspector: Inspector<EmulatedMemory> {
    if let known = reader as? Reader, known.types == described.count { return known.inspector }
    let new = Reader(self)
    reader = new
    return new.inspector
  }

  private final class Reader {
    let inspector: Inspector<EmulatedMemory>
    let types: Int

    init(_ heap: Heap) {
      types = heap.described.count
      inspector =
        types == 0
        ? Inspector(heap.build, reading: heap.memory)
        : Inspector(heap.build, reading: heap.memory, describing: heap.described)
    }
  }
}
