import PyEmulator
import PyLayout
import PyMemory
import Testing

/// NumPy's structured arrays on the emulator, which needs no NumPy.
@Suite struct StructuredArrayTests {
  static let builds =
    Build.released + ["2.7@32", "3.14t", "3.11d"].compactMap { try? Build(parsing: $0) }

  private static func array(_ build: Build, rows: Int = 3) throws -> (Heap, Object) {
    let heap = try Heap(build)
    return (heap, try heap.makeStructuredArray(rows: rows, fields: ["x", "y", "z"]))
  }

  /// A field of a row is four bytes of the array's data, and nothing else changes.
  @Test(arguments: builds) func aFieldIsFourBytes(_ build: Build) throws {
    let (heap, array) = try Self.array(build)
    let layout = PyArrayObject_fields.layout(on: build)
    let row = try array.item(1)
    let place = Address(
      rawValue: try heap.memory.bits(
        at: try array.address + layout.data.offset, size: build.pointerSize))
    let before = try heap.memory.bytes(at: place, count: 36)
    try row.setItem(try heap.makeInterned("y"), to: -2)
    let after = try heap.memory.bytes(at: place, count: 36)
    let changed = (0..<36).filter { before[$0] != after[$0] }
    #expect(changed == [16, 17, 18, 19], "\(build)")
    #expect(try row.item(try heap.makeInterned("y")).int == -2, "\(build)")
    #expect(try array.item(1).item(try heap.makeInterned("y")).int == -2, "\(build)")
    #expect(try array.item(-1).item(try heap.makeInterned("y")).int == 0, "\(build)")
    #expect(try array.count == 3, "\(build)")
  }

  /// A row keeps its array alive; the last of both frees all blocks.
  @Test(arguments: builds) func allBlocksComeBack(_ build: Build) throws {
    let (heap, first) = try Self.array(build)
    // The types of NumPy and the name are there from now on
    try first.release()
    let name = try heap.makeInterned("z")
    let blocks = try heap.allocator.blocksInUse
    let array = try heap.makeStructuredArray(rows: 1000, fields: ["x", "y", "z"])
    let row = try array.item(999)
    try array.release()
    #expect(try row.item(name).int == 0, "\(build)")
    try row.release()
    #expect(try heap.allocator.blocksInUse == blocks, "\(build)")
  }

  @Test(arguments: builds) func mistakesAreNumPys(_ build: Build) throws {
    let (heap, array) = try Self.array(build)
    let row = try array.item(0)
    func error(_ body: () throws -> Void) -> String {
      do { try body() } catch { return "\(error)" }
      return "none"
    }
    #expect(
      error { _ = try array.item(3) }
        == "IndexError: index 3 is out of bounds for axis 0 with size 3")
    #expect(
      error { _ = try row.item(try heap.makeInterned("w")) } == "ValueError: no field of name w")
    #expect(
      error { _ = try heap.makeStructuredArray(rows: -1, fields: ["x"]) }
        == "ValueError: negative dimensions are not allowed")
    #expect(
      error { _ = try heap.makeStructuredArray(rows: 1, fields: ["x", "x"]) }
        == "ValueError: field 'x' occurs more than once")
  }
}
