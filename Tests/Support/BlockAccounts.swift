public import PyBridge
import PyInspector
public import PyLayout
import PyMemory
import PySize

/// What the allocator has given for each block of any object, read where it keeps account of it,
/// beside what the rules say for the bytes that the inspector takes the block to have.
public enum BlockAccounts {
  /// What makes the objects on a build.
  public static func snippets(on build: Build) throws -> [Snippet] {
    let objects =
      try ObjectCases.literals.map(What.literal) + ObjectCases.all(on: build)
      + ObjectCases.records(on: build)
    return (objects + others).enumerated().compactMap { number, what in
      try? what.snippet(on: build, id: "\(number): \(what.name)")
    } + TypeCases.all(on: build).map(\.snippet)
  }

  /// What only Python makes: struct sequences, whose `ob_size` hides fields, and what modules in C
  /// give.
  private static let others = [
    "os.stat('/')", "time.gmtime(0)", "sys.version_info", "re.match('(a)(b)', 'ab')",
    "socket.socket()", "sqlite3.connect(':memory:')", "datetime.datetime(2020, 1, 1)",
    "ctypes.c_int(3)", "functools.partial(int)", "[].append", "sys._getframe()",
  ].map {
    What.expression(
      $0, setup: "import ctypes, datetime, functools, os, re, socket, sqlite3, sys, time")
  }

  /// What a type's instance is predicted to ask for, by the type's name, beside what the inspector
  /// takes its block to have; empty where they agree, or the size is the instance's own affair.
  public static func disagreement(
    _ id: String, _ made: WorkerPool.Made, on build: Build
  ) -> [String] {
    guard id.hasPrefix("type/"), let type = NamedType(named: String(id.dropFirst(5))),
      let estimate = try? type.estimate(on: build),
      let object = try? Inspector(build, reading: made).inspect(made.object),
      object.type.tp_itemsize == 0, object.type.tp_basicsize > 0
    else { return [] }
    let predicted = estimate.requests.first?.size
    let size = object.blocks.first?.size
    return predicted == size
      ? [] : ["estimate type:\(type.name): \(predicted ?? 0) bytes, the instance has \(size ?? 0)"]
  }

  /// How many blocks of an object the allocator accounts for, and where it says otherwise.
  public static func check(
    _ made: WorkerPool.Made, on build: Build
  ) -> (blocks: Int, faults: [String]) {
    do {
      return try checked(made, on: build)
    } catch {
      return (0, ["\(error)"])
    }
  }

  private static func checked(
    _ made: WorkerPool.Made, on build: Build
  ) throws -> (blocks: Int, faults: [String]) {
    let inspector = Inspector(build, reading: made)
    let inspection = try inspector.inspect(made.object)
    // 2.7's are carved out of blocks for many
    if build.version < Version(3, 0), [.plainInt, .float].contains(inspection.kind) {
      return (0, [])
    }
    var blocks = 0
    var faults: [String] = []
    for block in inspection.blocks {
      let domain = block.domain(in: inspection.type, on: build)
      // Of many blocks of one size each is rounded
      let one = block.size / max(1, block.count)
      let predicted = build.allocatedSize(of: one, in: domain) * block.count
      guard let given = inspector.allocatedSize(of: block, in: domain) else {
        if !made.memory.isStatic(block.address) {
          faults.append("\(block.part): the allocator knows no block at \(block.address)")
        }
        continue
      }
      blocks += 1
      // A block that was longer stays where it was: pymalloc_realloc, Objects/obmalloc.c, of a StringIO
      // by resize_buffer, Modules/_io/stringio.c; NumPy keeps dimensions for reuse: npy_free_cache_dim
      let isResizable =
        ["items", "buffer", "buf", "dimensions"].contains(block.part)
        || [.str, .bytes].contains(inspection.kind)
      // A rest too small for a chunk of its own goes with the chunk: _int_malloc, malloc/malloc.c
      let isMalloc = build.asksMalloc(for: Request(one, domain))
      // numpy/numpy#30846: from NumPy 2.5 on PyMem_RawMalloc, where it was malloc
      let raw = domain == .libc ? build.allocatedSize(of: one, in: .raw) * block.count : predicted
      let rests = isMalloc ? [0, 16] : [0]
      let isAsPredicted = rests.contains { given == predicted + $0 || given == raw + $0 }
      if !isAsPredicted && !(isResizable && given > predicted) {
        faults.append("\(block.part): \(block.size) bytes, predicted \(predicted), given \(given)")
      }
    }
    return (blocks, faults)
  }
}
