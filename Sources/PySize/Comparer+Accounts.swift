import PyBridge
import PyInspector
import PyLayout
import PyRecords
import Synchronization

extension Comparer {
  /// Has a job's snippets measured.
  ///
  /// Where an interpreter does not count its blocks, one more instance of each record is made that
  /// nothing has touched, and its blocks are looked up where the allocator keeps account of them.
  func measure(_ job: WorkerPool.Job) async -> [Measurement] {
    let build = job.interpreter.build
    if build.countsBlocks { return await pool.measure(job) }
    let untouched = job.snippets.compactMap { survey.untouched($0.id, on: build) }
    let both = WorkerPool.Job(job.interpreter, job.snippets + untouched, paths: job.paths)
    let given = Mutex<[String: Int]>([:])
    let measurements = await pool.measure(both) { snippet, made in
      guard snippet.parts.isEmpty else { return }
      let bytes = try? Inspector(build, reading: made.memory).given(for: made.object)
      given.withLock { $0[snippet.id] = bytes }
    }
    return measurements.prefix(job.snippets.count).map { measurement in
      guard let bytes = given.withLock({ $0[measurement.id] }) else { return measurement }
      return measurement.with(Measurement.Part(name: Comparison.Part.allocated, size: bytes))
    }
  }
}

extension Survey {
  /// Makes an instance of a record as all later ones are, and asks nothing of it; `nil` for rows of
  /// an array.
  fileprivate func untouched(_ id: String, on build: Build) -> Snippet? {
    guard let record = records.first(where: { $0.id == id }) else { return nil }
    let sample = Sample(build: build, fields: fields, nth: record.settledInstance(on: build))
    guard let prediction = try? record.prediction(sample), prediction.rows == nil else {
      return nil
    }
    let code = record.code(sample)
    return Snippet(
      id: id, package: record.package.map { .init($0, on: sample) },
      extensionSource: code.extensionSource, source: code.source, make: code.makeAnother,
      count: sample.nth, parts: [])
  }
}

extension Build {
  /// Whether the interpreter tells how many blocks of each size are in use:
  /// `_PyObject_DebugMallocStats`, Objects/obmalloc.c, which is pymalloc's, and not in 2.7.
  fileprivate var countsBlocks: Bool {
    version >= .v3_0 && AllocatorDomain.object.server(on: self) == .pymalloc
  }
}

extension Measurement {
  /// The same with a part that was measured in another way.
  fileprivate func with(_ part: Part) -> Measurement {
    Measurement(
      id: id, status: status, reason: reason, packageVersion: packageVersion,
      parts: parts.filter { $0.name != part.name } + [part], type: type)
  }
}
