import PySize

extension ExtremesTests {
  /// Reads all that any memory answers.
  private static func read(_ memory: some Memory, from addresses: [Address] = addresses) {
    for address in addresses {
      each(ints) { _ = try memory.bytes(at: address, count: $0) }
      each(ints) { _ = try memory.bits(at: address, size: $0) }
    }
  }

  /// A memory that leaves all to the protocol's own code.
  private struct Plain: MutableMemory {
    func bytes(at address: Address, count: Int) throws(MemoryError) -> [UInt8] {
      guard 0...100 ~= count else {
        throw MemoryError(address: address, count: count, reason: "so many are not there")
      }
      return Array(repeating: 1, count: count)
    }
    func write(_ bytes: [UInt8], at address: Address) throws(MemoryError) {}
  }

  /// A store that is not what it says.
  @safe private final class Odd: ByteStore {
    let base = UnsafeMutableRawPointer.allocate(byteCount: 1 << 16, alignment: 16)
    let start: UInt64
    let limit: Int
    var count: Int { 1 << 16 }

    init(start: UInt64, limit: Int) {
      self.start = start
      self.limit = limit
      unsafe base.initializeMemory(as: UInt8.self, repeating: 0, count: 1 << 16)
    }

    deinit { unsafe base.deallocate() }

    func grow(to count: Int) throws(MemoryError) {}
  }

  static let memory: [Case] = [
    Case("Build+Process", "init(ofProcess:)") { _ in
      each([Int32.min, -1, 0, 1, ProcessMemory.current.pid, .max]) { _ = try Build(ofProcess: $0) }
    },
    Case("EmulatedMemory", "init(pointerSize:in:)") { build in
      for size in [4, 8] {
        for start in addresses.map(\.rawValue) {
          each(ints) { limit in
            let store = Odd(start: start, limit: limit)
            let memory = try EmulatedMemory(pointerSize: size, in: store)
            each([4096, 1 << 16, 1 << 20]) { _ = try memory.map($0) }
            read(memory, from: addresses + [memory.start])
            _ = try Heap(build, in: memory).make(1)
          }
        }
        each(ints) { _ = try EmulatedMemory(pointerSize: $0, in: Odd(start: 1 << 20, limit: 0)) }
      }
    },
    Case("ByteStore", "clear(_:)", "expect(_:)") { _ in
      let store = Odd(start: 0, limit: .max)
      try store.grow(to: .max)
      store.clear(0..<1 << 16)
      store.expect(.min ..< .max)
    },
    Case(
      "EmulatedMemory", "init(pointerSize:)", "map(_:alignment:isZeroed:)",
      "unmap(_:_:keepsPages:)", "bytes(at:count:)", "bits(at:size:)", "write(_:at:)",
      "store(_:size:at:)", "move(_:from:to:)", "fill(_:at:count:)"
    ) { build in
      each(ints) { _ = try EmulatedMemory(pointerSize: $0) }
      let memory = try EmulatedMemory(pointerSize: build.pointerSize)
      let page = try memory.map(EmulatedMemory.pageSize)
      pairs { _ = try memory.map($0, alignment: $1) }
      let places = addresses + [page, page + Offset(rawValue: EmulatedMemory.pageSize - 1)]
      read(memory, from: places)
      for address in places {
        for count in ints {
          each([true, false]) { memory.unmap(address, count, keepsPages: $0) }
          each(places) { try memory.move(count, from: address, to: $0) }
          each([count]) { try memory.store(.max, size: $0, at: address) }
          each([count]) { try memory.fill(1, at: address, count: $0) }
        }
        each([[], [1], Array(repeating: 2, count: 1 << 20)]) { try memory.write($0, at: address) }
      }
      _ = try memory.map(1)
    },
    // What is not mapped ends the process, as the page says: only what no process has is asked
    Case("LiveMemory", "bytes(at:count:)", "bits(at:size:)") { _ in
      read(
        LiveMemory(),
        from: addresses.filter { $0.rawValue != 0x2000_0000_0000 && $0.rawValue != 0x1_0000 })
      each([Int.min, -1, 1 << 62, .max]) {
        _ = try LiveMemory().bytes(at: Address(rawValue: 0x2000_0000_0000), count: $0)
      }
    },
    Case("Memory", "bits(at:size:)", "store(_:size:at:)", "init(_:address:count:reason:)") { _ in
      read(Plain())
      each(ints) { try Plain().store(.max, size: $0, at: .null) }
      each(ints) { _ = "\(MemoryError(address: .null, count: $0, reason: ""))" }
    },
    Case("PagedMemory", "bytes(at:count:)", "bits(at:size:)") { build in
      let memory = try EmulatedMemory(pointerSize: build.pointerSize)
      let page = try memory.map(2 * EmulatedMemory.pageSize)
      read(PagedMemory(of: memory), from: addresses + [page])
      read(PagedMemory(of: Plain()))
    },
    Case("ProcessMemory", "init(pid:)", "bytes(at:count:)", "write(_:at:)") { _ in
      read(ProcessMemory.current)
      for pid in [Int32.min, -1, 0, .max] {
        each(addresses) { _ = try ProcessMemory(pid: pid).bytes(at: $0, count: 8) }
        each(addresses) { try ProcessMemory(pid: pid).write([1], at: $0) }
      }
    },
    Case(
      "MemoryImage", "bytes(at:count:)", "bits(at:size:)", "applying(_:)", "undoing(_:)",
      "differences(from:)"
    ) { build in
      let image = MemoryImage(of: try EmulatedMemory(pointerSize: build.pointerSize))
      each(addresses) { _ = try image.bytes(at: $0, count: 8) }
      each(addresses) { address in
        for size in ints { _ = try image.bits(at: address, size: size) }
      }
      _ = try image.applying([]).undoing([]).differences(from: image)
    },
    Case("View", "init(_:on:in:)") { build in
      let memory = try EmulatedMemory(pointerSize: build.pointerSize)
      each(addresses) { _ = try View(Pointer<PyTypeObject>($0), on: build, in: memory) }
    },
    Case("View", "init(_:on:at:in:)") { build in
      let memory = try EmulatedMemory(pointerSize: build.pointerSize)
      each(addresses) { _ = try View(PyTypeObject.self, on: build, at: $0, in: memory) }
    },
  ]
}
