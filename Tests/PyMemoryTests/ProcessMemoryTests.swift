import OracleSupport
import PyLayout
import PyMemory
import Subprocess
import SystemPackage
import Testing

/// Memory read through the kernel: this process's, and a child's.
@Suite struct ProcessMemoryTests {
  /// Longer than a page, so that the read crosses one.
  @Test(arguments: [1, 7, 4096, 100_000])
  func ownMemoryIsRead(_ count: Int) throws {
    let known = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ 7) }
    let read = try unsafe known.withUnsafeBytes { buffer in
      let start = UInt64(UInt(bitPattern: buffer.baseAddress))
      return try ProcessMemory.current.bytes(at: Address(rawValue: start), count: count)
    }
    #expect(read == known, "\(count) bytes")
  }

  @Test func nothingIsReadAnywhere() throws {
    #expect(try ProcessMemory.current.bytes(at: .null, count: 0) == [])
    #expect(try ProcessMemory.current.bytes(at: .null, count: -1) == [])
  }

  /// NULL, the first page, no canonical address, the kernel's half, the last byte.
  @Test(arguments: [0, 8, 0x1234_5678_9abc_def0, 0xffff_8000_0000_0000, UInt64.max])
  func wildAddressesThrow(_ rawValue: UInt64) {
    let address = Address(rawValue: rawValue)
    let error = #expect(throws: MemoryError.self, "\(address)") {
      try ProcessMemory.current.bytes(at: address, count: 16)
    }
    #expect(error?.address == address && error?.count == 16, "\(address)")
    #expect(error.map { "\($0)".contains("\(address)") && !$0.reason.isEmpty } == true)
  }

  @Test func aProcessThatIsNotThrows() {
    #expect(throws: MemoryError.self) {
      try ProcessMemory(pid: Int32.max).bytes(at: Address(rawValue: 0x1000), count: 1)
    }
  }

  /// A bytes object of a living child, read from outside as its build's layout says.
  @Test("a child's objects are read from outside", arguments: await LiveBuild.all())
  func childIsRead(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    let build = interpreter.build
    let text = "pysize reads \(build)"
    let script = """
      import sys
      made = b"\(text)"
      sys.stdout.write("%d %d %d\\n" % (id(made), id(type(made)), hash(made)))
      sys.stdout.flush()
      sys.stdin.read()
      """
    let outcome = try await Subprocess.run(
      .path(FilePath(interpreter.executable)), arguments: ["-E", "-S", "-c", script],
      input: .inputWriter, output: .sequence, error: .discarded
    ) { child in
      var lines = child.standardOutput.strings().makeAsyncIterator()
      let told = (try await lines.next() ?? "").split(separator: " ").compactMap { Int($0) }
      try #require(told.count == 3, "\(build): what the child says: \(told)")
      let memory = ProcessMemory(pid: child.processIdentifier.value)
      try check(told, text, build, memory)
      try await child.standardInputWriter.finish()
    }
    #expect(outcome.terminationStatus.isSuccess, "\(build): \(outcome.terminationStatus)")
  }

  private func check(_ told: [Int], _ text: String, _ build: Build, _ memory: ProcessMemory) throws
  {
    let address = Address(rawValue: UInt64(told[0]))
    let object = try View(PyBytesObject.self, on: build, at: address, in: memory)
    #expect(object[\.ob_base.ob_base.ob_type].rawValue == UInt64(told[1]), "\(build): ob_type")
    #expect(object[\.ob_base.ob_size] == text.utf8.count, "\(build): ob_size")
    #expect(object[\.ob_shash] == told[2], "\(build): ob_shash")
    let start = address + object.layout.ob_sval.offset
    let data = try memory.bytes(at: start, count: text.utf8.count + 1)
    #expect(data == Array(text.utf8) + [0], "\(build): ob_sval")
    let type = try View(
      PyTypeObject.self, on: build, at: object[\.ob_base.ob_base.ob_type], in: memory)
    let model = PyType.bytes(on: build)
    #expect(type[\.tp_basicsize] == model.tp_basicsize, "\(build): tp_basicsize")
    #expect(type[\.tp_itemsize] == model.tp_itemsize, "\(build): tp_itemsize")
    let name = try memory.bytes(at: type[\.tp_name], count: model.tp_name.utf8.count + 1)
    #expect(name == Array(model.tp_name.utf8) + [0], "\(build): tp_name")
  }
}
