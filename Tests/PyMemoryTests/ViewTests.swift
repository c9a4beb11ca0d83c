import PyLayout
import PyMemory
import Testing

/// Structs read field by field from bytes that are known.
@Suite struct ViewTests {
  static let builds =
    Build.released
    + ["3.14.8@32", "3.13.0t", "3.14.8t", "3.6.15d@32"]
    .compactMap { try? Build(parsing: $0) }

  private let address = Address(rawValue: 0x1000)

  /// Bytes 1, 2, 3 … at their place: each field's value tells where it was read.
  @Test(arguments: builds)
  func fieldsAreReadWhereTheyAre(_ build: Build) throws {
    let size = PyObject.layout(on: build).size
    let memory = FakeMemory(start: address, bytes: (0..<size).map { UInt8($0 + 1) })
    let view = try View(PyObject.self, on: build, at: address, in: memory)
    let type = view.layout.ob_type
    #expect(
      view[\.ob_type].rawValue == littleEndian(type.offset.rawValue, type.size),
      "\(build): ob_type")
    if let refcnt = view.layout.ob_refcnt {
      let bits = littleEndian(refcnt.offset.rawValue, refcnt.size)
      #expect(view[\.ob_refcnt] == Int(bits), "\(build): ob_refcnt")
    } else {
      #expect(view[\.ob_refcnt] == nil && build.isFreeThreaded, "\(build): ob_refcnt")
      #expect(view[\.ob_ref_local] != nil && view[\.ob_mutex] != nil, "\(build)")
    }
    #expect((view[\._ob_next] != nil) == (build.tracesReferences), "\(build): _ob_next")
  }

  /// The number that the bytes 1, 2, 3 … hold at an offset.
  private func littleEndian(_ offset: Int, _ size: Int) -> UInt64 {
    (0..<size).reduce(0) { $0 | UInt64(offset + $1 + 1) << (8 * $1) }
  }

  /// Bytes 0xff: -1 where C's type is signed, its largest number where it is not.
  @Test(arguments: builds)
  func signsAreExtended(_ build: Build) throws {
    let size = max(PyVarObject.layout(on: build).size, PyTypeObject.layout(on: build).size)
    let memory = FakeMemory(start: address, bytes: [UInt8](repeating: 0xff, count: size))
    let sized = try View(PyVarObject.self, on: build, at: address, in: memory)
    #expect(sized[\.ob_size] == -1, "\(build): Py_ssize_t")
    let type = try View(PyTypeObject.self, on: build, at: address, in: memory)
    let all = build.pointerSize == 4 ? UInt64(UInt32.max) : UInt64.max
    #expect(type[\.tp_flags] == all, "\(build): uintptr_t")
    #expect(type[\.tp_base] == Address(rawValue: all), "\(build): a pointer")
    #expect(type[\.tp_version_tag] == UInt32.max, "\(build): uint32_t")
    let float = try View(PyFloatObject.self, on: build, at: address, in: memory)
    #expect(float[\.ob_fval].isNaN, "\(build): double")
  }

  /// A struct that ends outside what can be read is not read at all.
  @Test(arguments: builds)
  func shortMemoryThrows(_ build: Build) {
    let size = PyListObject.layout(on: build).size
    let memory = FakeMemory(start: address, bytes: [UInt8](repeating: 0, count: size - 1))
    let error = #expect(throws: MemoryError.self, "\(build)") {
      try View(PyListObject.self, on: build, at: address, in: memory)
    }
    #expect(error?.address == address && error?.count == size, "\(build)")
  }
}

/// A few bytes somewhere.
private struct FakeMemory: Memory {
  let start: Address
  let bytes: [UInt8]

  func bytes(at address: Address, count: Int) throws(MemoryError) -> [UInt8] {
    let first = Int(address.rawValue) - Int(start.rawValue)
    guard first >= 0, count >= 0, first + count <= bytes.count else {
      throw MemoryError(address: address, count: count, reason: "not there")
    }
    return Array(bytes[first..<first + count])
  }
}
