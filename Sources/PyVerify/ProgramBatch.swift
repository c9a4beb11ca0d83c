import PyBridge
import PyEmulator
import PyInspector
import PyLayout
import PyMemory

/// Programs that an interpreter runs together, in one snippet.
struct ProgramBatch: Sendable {
  let programs: ArraySlice<Program>
  /// The programs as verify.py reads them.
  private let file: MemoryFile

  /// - Throws: `Errno` when there is no memory for the programs' text.
  init(_ programs: ArraySlice<Program>, for build: Build) throws {
    self.programs = programs
    var marshal = Marshal(for: build)
    marshal.list(programs.count)
    for program in programs { program.append(to: &marshal) }
    file = try MemoryFile(marshal.bytes)
  }

  private static let source = String(decoding: PackageResources.verify_py, as: UTF8.self)

  /// What runs them: the snippet's object is a tuple of bytes, a line for each program, and of what
  /// keeps the programs' objects alive.
  func snippet(id: String) -> Snippet {
    Snippet(
      id: id, package: nil, extensionSource: nil,
      source: Self.source, make: "answers('\(file.path)')", count: 1,
      parts: [.init(name: "instance", size: "sys.getsizeof(ob)")])
  }

  /// The verdict on each program.
  ///
  /// - Parameters:
  ///   - made: what the snippet made.
  ///   - build: the interpreter's build.
  ///   - model: the build whose rules predict; the interpreter's, unless it is to be found wrong.
  /// - Throws: ``PyError``, ``MemoryError``, or ``NoVerdict`` for an answer that is none.
  func verdicts(on made: WorkerPool.Made, of build: Build, by model: Build) throws -> [Verdict] {
    let lines = try Self.text(of: made, on: build).split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    guard lines.count == programs.count else { throw NoVerdict() }
    let heap = try Heap(model)
    let emulated = Inspector(model, reading: heap.memory)
    let inspector = Inspector(build, reading: PagedMemory(of: made.memory))
    let verdicts = zip(programs, lines).map { program, line in
      let answer = Answer(line)
      return program.verdict(
        predicted: program.outcome(in: heap, by: emulated),
        inspected: answer.objects.map { try? inspector.size(of: $0) }, actual: answer.outcome)
    }
    // Nothing is known of an interpreter that died while it was read
    _ = try made.memory.bits(at: made.object, size: 1)
    return verdicts
  }

  /// The bytes of the snippet's first item.
  private static func text(of made: WorkerPool.Made, on build: Build) throws -> [UInt8] {
    let item = PyTupleObject.layout(on: build).ob_item.offset
    let bytes = Address(
      rawValue: try made.memory.bits(at: made.object + item, size: build.pointerSize))
    let head = try View(PyVarObject.self, on: build, at: bytes, in: made.memory)
    return try made.memory.bytes(
      at: bytes + PyBytesObject.layout(on: build).ob_sval.offset, count: head[\.ob_size])
  }
}

/// A line of verify.py's: `0 TypeError ;size place;size place`.
private struct Answer {
  var outcome = ProgramOutcome(answers: "", sizes: [])
  var objects: [Address] = []

  init(_ line: ArraySlice<UInt8>) {
    let parts = line.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
    outcome.answers = String(decoding: parts.first ?? [], as: UTF8.self)
    for part in parts.dropFirst() {
      let numbers = part.split(separator: UInt8(ascii: " ")).map { digits in
        digits.reduce(UInt64(0)) { $0 &* 10 &+ UInt64($1 &- UInt8(ascii: "0")) }
      }
      guard numbers.count == 2 else { continue }
      outcome.sizes.append(Int(exactly: numbers[0]))
      objects.append(Address(rawValue: numbers[1]))
    }
  }
}

/// That an interpreter's answer is none for the programs it was given.
struct NoVerdict: Error, CustomStringConvertible {
  var description: String { "the interpreter gave no answer" }
}
