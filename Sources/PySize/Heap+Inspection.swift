public import PyEmulator
public import PyInspector
import PyLayout
import PyMemory
public import PyReport

/// What the inspector reads of a heap's objects, which live while it reads: an address would not
/// keep them alive.
extension Heap {
  /// What `sys.getsizeof` answers for an object or a class, in bytes, read from its own bytes.
  ///
  ///     let heap = try Heap(Build(parsing: "3.13.0"))
  ///     let list = try heap.make(PyValue(literal: "[1, 2, 3]", on: heap.build))
  ///     print(try heap.size(of: list))  // 88
  ///
  /// - Throws: `PyError` for an object of another heap or a released one, `InspectionError` where
  ///   its size is not known.
  public func size(of object: some ObjectConvertible) throws -> Int {
    try reading(object) { try $0.size(of: $1) }
  }

  /// An object or a class with all blocks it owns, field by field.
  ///
  /// - Throws: `PyError` for an object of another heap or a released one, `InspectionError` where a
  ///   block cannot be read.
  public func inspect(_ object: some ObjectConvertible) throws -> Inspection {
    try reading(object) { try $0.inspect($1) }
  }

  /// An object's blocks as byte maps, as `pysize layout` shows them.
  ///
  /// - Throws: `PyError` for an object of another heap or a released one, `InspectionError` where a
  ///   block cannot be read.
  public func layout(of object: some ObjectConvertible) throws -> LayoutReport {
    let object = try own(object)
    let name = try object.type.name
    return try What.made(name, source: "", make: "") { _ in [] }.layout(of: object, in: self)
  }

  private func reading<Answer>(
    _ object: some ObjectConvertible,
    _ read: (Inspector<EmulatedMemory>, Address) throws -> Answer
  ) throws -> Answer {
    let object = try own(object)
    return try withExtendedLifetime(object) { try read(inspector, try object.address) }
  }

  /// Made once: it lays out every struct of the build.
  private var inspector: Inspector<EmulatedMemory> {
    if let known = reader as? Reader { return known.inspector }
    let new = Reader(inspector: Inspector(build, reading: memory))
    reader = new
    return new.inspector
  }

  private final class Reader {
    let inspector: Inspector<EmulatedMemory>
    init(inspector: Inspector<EmulatedMemory>) { self.inspector = inspector }
  }
}
