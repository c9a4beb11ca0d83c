import PyBridge
import PyInspector
import PyLayout
import PyMemory
import PyRecords
import Synchronization

extension Comparer {
  /// Has a job's snippets measured.
  ///
  /// Where an interpreter does not count its blocks, those of instances that nobody has touched are
  /// looked up where the allocator keeps account of them.
  func measure(_ job: WorkerPool.Job) async -> [Measurement] {
    let build = job.interpreter.build
    if build.countsBlocks { return await pool.measure(job) }
    let given = Mutex<[String: Int]>([:])
    let measurements = await pool.measure(job, holdingWorker: false) { snippet, made in
      guard let row = made.measurement.untouched else { return }
      let bytes = try? Inspector(build, reading: PagedMemory(of: made.memory)).least(of: row)
      given.withLock { $0[snippet.id] = bytes }
    }
    return measurements.map { measurement in
      guard let bytes = given.withLock({ $0[measurement.id] }) else { return measurement }
      return measurement.with(Measurement.Part(name: Comparison.Part.allocated, size: bytes))
    }
  }
}

extension Inspector {
  /// Bytes that an item of a tuple takes of the allocator by its own account: the least of all, for a
  /// rest too small for a chunk of its own goes with a chunk (`_int_malloc`, malloc/malloc.c).
  fileprivate func least(of tuple: Address) throws -> Int? {
    let items = try inspect(tuple).blocks.flatMap(\.fields).compactMap { field -> Address? in
      if case .reference(let item) = field.role { item } else { nil }
    }
    return try items.compactMap { try given(for: $0) }.min()
  }
}

extension Build {
  /// Whether the interpreter tells how many blocks of each size are in use:
  /// `_PyObject_DebugMallocStats`, Objects/obmalloc.c, which is pymalloc's, and not in 2.7.
  var countsBlocks: Bool {
    version >= .v3_0 && AllocatorDomain.object.server(on: self) == .pymalloc
  }
}

extension Measurement {
  /// Where the tuple of instances is that nobody has touched; `nil` where none were made.
  fileprivate var untouched: Address? {
    parts.first { $0.name == Snippet.untouched }
      .flatMap { UInt64(exactly: $0.size) }.map(Address.init(rawValue:))
  }

  /// The same with a part that was measured in another way.
  fileprivate func with(_ part: Part) -> Measurement {
    Measurement(
      id: id, status: status, reason: reason, packageVersion: packageVersion,
      parts: parts.filter { $0.name != part.name } + [part], type: type)
  }
}
