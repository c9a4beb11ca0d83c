import PyBridge
import PyInspector
import PyLayout
import PyMemory
import PyRecords

extension Comparer {
  /// Has a job's snippets measured.
  ///
  /// Where an interpreter does not count its blocks, those of instances that nobody has touched are
  /// looked up where the allocator keeps account of them.
  func measure(_ job: WorkerPool.Job) async -> [Measurement] {
    let build = job.interpreter.build
    if build.countsBlocks { return await pool.measure(job) }
    let outcomes = await pool.measure(job, holdingWorker: false) { _, made -> Allotment? in
      guard let row = made.measurement.untouched else { return nil }
      let inspector = Inspector(build, reading: made)
      let accountant = try? Accountant(
        inspector, witness: Snippet.witness(in: made.measurement),
        isStatic: { made.memory.isStatic($0, includingZeros: $1) })
      return try? accountant?.least(of: row)
    }
    return outcomes.map { outcome in
      guard let allotment = outcome.seen ?? nil else { return outcome.measurement }
      let size = allotment.bytes ?? Measurement.uncounted(allotment)
      return outcome.measurement.with(.init(name: Comparison.Part.allocated, size: size))
    }
  }
}

extension Accountant {
  /// What an item of a tuple has been given: the least of all, for a rest too small for a chunk of its
  /// own goes with a chunk (`_int_malloc`, malloc/malloc.c).
  fileprivate func least(of tuple: Address) throws -> Allotment? {
    let items = try inspector.items(of: tuple)
    // Where all are one object, such as the empty tuple, it is made once
    if Set(items).count < items.count { return .nothing }
    let all = try items.map { try allotment(for: $0) }
    return all.compactMap(\.bytes).min().map(Allotment.bytes) ?? all.first
  }
}

extension Build {
  /// Whether the interpreter reports how many blocks of each size are in use:
  /// `_PyObject_DebugMallocStats`, Objects/obmalloc.c, which is pymalloc's, and not in 2.7.
  var countsBlocks: Bool {
    version >= .v3_0 && AllocatorDomain.object.server(on: self) == .pymalloc
  }
}

extension Measurement {
  /// What stands in place of a number of bytes: 0 where the allocator has given nothing, and less where
  /// it is not known; -1 where nobody counts.
  static func uncounted(_ allotment: Allotment) -> Int {
    switch allotment {
    case .unknown(.otherThan(.malloc)): -3
    case .unknown(.otherThan): -2
    case .nothing: 0
    default: -1
    }
  }

  /// Why the allocated size is not known, where an allocator serves that is not the build's own.
  func whyUncounted(on build: Build) -> Allotment.Why? {
    switch parts.first(where: { $0.name == Comparison.Part.allocated })?.size {
    case -3: .otherThan(.malloc)
    case -2: .otherThan(AllocatorDomain.object.server(on: build))
    default: nil
    }
  }

  /// Where the tuple of instances is that nobody has touched; `nil` where none were made.
  fileprivate var untouched: Address? {
    parts.first { $0.name == Snippet.untouched }
      .flatMap { UInt64(exactly: $0.size) }.map(Address.init(rawValue:))
  }

  /// The same with a part that was measured in another way.
  fileprivate func with(_ part: Part) -> Measurement {
    Measurement(
      id: id, status: status, reason: reason, fault: fault, packageVersion: packageVersion,
      parts: parts.filter { $0.name != part.name } + [part], type: type)
  }
}
