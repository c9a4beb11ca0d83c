import Foundation
import PySize
import Testing

/// Objects in a file: another process that maps it finds them where they stand.
final class FileStore: ByteStore {
  let base: UnsafeMutableRawPointer
  let count = 64 << 20

  init(_ path: String) throws(MemoryError) {
    let file = open(path, O_RDWR | O_CREAT | O_TRUNC, 0o600)
    defer { close(file) }
    guard ftruncate(file, count) == 0,
      let base = mmap(nil, count, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0),
      base != MAP_FAILED
    else {
      throw MemoryError(.write, address: .null, count: count, reason: "cannot map \(path)")
    }
    self.base = base
  }

  deinit { munmap(base, count) }

  func grow(to count: Int) throws(MemoryError) {
    throw MemoryError(.write, address: .null, count: count, reason: "the file is full")
  }
}

/// A file whose first byte has an address.
struct FileMemory: Memory {
  let path: String
  let start: Address

  func bytes(at address: Address, count: Int) throws(MemoryError) -> [UInt8] {
    guard let file = FileHandle(forReadingAtPath: path), address >= start, count >= 0,
      (try? file.seek(toOffset: address.rawValue - start.rawValue)) != nil,
      let bytes = try? file.read(upToCount: count), bytes.count == count
    else {
      throw MemoryError(address: address, count: count, reason: "not in \(path)")
    }
    return [UInt8](bytes)
  }
}

/// A memory of one's own.
@Suite struct MemoryTests {
  @Test func theEmulatorWritesIt() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).heap").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let build = try Build(parsing: "3.13.0")
    let memory = try EmulatedMemory(pointerSize: 8, in: FileStore(path))
    let heap = try Heap(build, in: memory)
    let list = try heap.make(PyValue(literal: "['a', 'b', 'c']", on: build))

    let file = FileMemory(path: path, start: memory.start)
    let inspector = Inspector(build, reading: file)
    #expect(try inspector.inspect(list.address).size ?? 0 == 88)
    let inside = try heap.inspect(list)
    let outside = try inspector.inspect(list.address)
    #expect(inside.blocks.map(\.size) == outside.blocks.map(\.size))
    #expect(throws: PyError.self) { _ = try heap.makeList(allocated: 10 << 20) }
    try list.append("d")
    #expect(try list.count == 4)
  }
}
