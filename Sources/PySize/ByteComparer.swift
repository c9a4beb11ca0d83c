public import PyBridge
import PyEmulator
public import PyInspector
public import PyLayout
import PyMemory
public import SystemPackage

/// Makes the same objects on the emulator and on a real interpreter, and compares their bytes.
public struct ByteComparer: Sendable {
  private let pool: WorkerPool

  /// A comparer.
  ///
  /// - Parameter pool: what starts the workers.
  public init(pool: WorkerPool) { self.pool = pool }

  /// Both sides' bytes, or why there are none, of each object, in their order.
  ///
  /// - Parameters:
  ///   - objects: what to make.
  ///   - interpreter: where to make it.
  ///   - paths: what to put at the end of its `sys.path`.
  public func compare(
    _ objects: [What], on interpreter: Interpreter, paths: [FilePath] = []
  ) async -> [Result<ByteComparison, NotEmulated>] {
    let build = interpreter.build
    let snippets = objects.map { what in
      Result { () throws(NotEmulated) in try what.snippet(on: build) }
    }
    let makeable = zip(objects, snippets).compactMap { what, snippet in
      (try? snippet.get()).map { (what: what, snippet: $0) }
    }
    let job = WorkerPool.Job(interpreter, makeable.map(\.snippet), paths: paths)
    var outcomes = await pool.measure(job) { makeable[$0].what.compared(with: $1, on: build) }[...]
    return snippets.map { snippet in
      snippet.flatMap { _ in
        guard let outcome = outcomes.popFirst() else { return .failure(.nothing) }
        return outcome.seen
          ?? .failure(outcome.measurement.reason.map(NotEmulated.init) ?? .nothing)
      }
    }
  }
}

extension What {
  /// The emulator's bytes alone.
  ///
  /// - Throws: ``WhatError``, why it cannot be made or read.
  public func emulated(on build: Build) throws(WhatError) -> ByteComparison {
    try emulated(on: build) { address, inspector throws(InspectionError) in
      try ByteComparison(of: address, by: inspector)
    }
  }

  /// What is read of the emulator's object.
  private func emulated<Answer>(
    on build: Build, packageVersion: String? = nil,
    _ read: (Address, Inspector<EmulatedMemory>) throws(InspectionError) -> Answer
  ) throws(WhatError) -> Answer {
    let heap = try emulating { () throws(PyError) in try Heap(build) }
    let objects = try self.objects(in: heap, packageVersion: packageVersion)
    // What was made before the object stays alive while it is looked at
    defer { withExtendedLifetime(objects) {} }
    guard let object = objects.last else { throw .notEmulated("nothing was made") }
    let address = try emulating { () throws(PyError) in try object.address }
    return try inspecting { () throws(InspectionError) in
      try read(address, Inspector(build, reading: heap.memory))
    }
  }

  fileprivate func compared(
    with made: WorkerPool.Made, on build: Build
  ) -> Result<ByteComparison, NotEmulated> {
    Result { () throws(WhatError) in
      try emulated(
        on: build, packageVersion: made.measurement.packageVersion
      ) { address, inspector throws(InspectionError) in
        try ByteComparison(
          (address, inspector), (made.object, Inspector(build, reading: made)))
      }
    }.mapError { NotEmulated("\($0)") }
  }
}
