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
      guard let row = made.besides[Snippet.untouched] else { return nil }
      let inspector = Inspector(build, reading: made)
      let accountant = try? Accountant(
        inspector, witness: made.witness,
        isStatic: { made.memory.isStatic($0, includingZeros: $1) })
      return try? accountant?.least(of: row)
    }
    return outcomes.map { outcome in
      guard let allotment = outcome.seen ?? nil else { return outcome.measurement }
      return outcome.measurement.allocated(allotment)
    }
  }
}

extension Accountant {
  /// What an item of a tuple has been given: the least of all, for a rest too small for a chunk of its
  /// own goes with a chunk (`_int_malloc`, malloc/malloc.c).
  fileprivate func least(of tuple: Address) throws(InspectionError) -> Allotment? {
    let items = try inspector.items(of: tuple)
    // Where all are one object, such as the empty tuple, it is made once
    if Set(items).count < items.count { return .nothing }
    let all = try items.map { item throws(InspectionError) in try allotment(for: item) }
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

/// Why nobody counts what an object takes, in the words of allocation.py.
private enum Uncounted: String {
  /// The interpreter does not report it.
  case untold
  /// The allocator that serves is not the build's own.
  case notOwn
  /// The `malloc` that serves is not glibc's.
  case notGlibc
}

extension Measurement {
  /// Why the allocated size is not known, where an allocator serves that is not the build's own.
  func whyUncounted(on build: Build) -> Allotment.Why? {
    let allocated = parts.first { $0.name == Comparison.Part.allocated }
    return switch allocated?.reason.flatMap(Uncounted.init) {
    case .notGlibc: .otherThan(.malloc)
    case .notOwn: .otherThan(AllocatorDomain.object.server(on: build))
    case .untold, nil: nil
    }
  }

  /// The same with an allocated size that was looked up.
  fileprivate func allocated(_ allotment: Allotment) -> Measurement {
    let name = Comparison.Part.allocated
    let part =
      switch allotment {
      case .bytes(let bytes): Part(name: name, size: bytes)
      case .nothing: Part(name: name, size: 0)
      case .unknown(.otherThan(.malloc)): Part(name: name, reason: Uncounted.notGlibc.rawValue)
      case .unknown(.otherThan): Part(name: name, reason: Uncounted.notOwn.rawValue)
      case .unknown(.notListed): Part(name: name, reason: Uncounted.untold.rawValue)
      }
    return Measurement(
      id: id, status: status, reason: reason, fault: fault, packageVersion: packageVersion,
      parts: parts.filter { $0.name != name } + [part], type: type)
  }
}
