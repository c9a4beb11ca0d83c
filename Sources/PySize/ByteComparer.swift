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
      Result { try what.snippet(on: build) }.mapError { NotEmulated("\($0)") }
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
  /// - Throws: what ``What/objects(in:packageVersion:)`` throws, or an `InspectionError`.
  public func emulated(on build: Build) throws -> ByteComparison {
    let heap = try Heap(build)
    let objects = try self.objects(in: heap)
    guard let object = objects.last else { throw NotEmulated("nothing was made") }
    // What was made before the object stays alive while it is looked at
    return try withExtendedLifetime(objects) {
      try ByteComparison(of: try object.address, by: Inspector(build, reading: heap.memory))
    }
  }

  fileprivate func compared(
    with made: WorkerPool.Made, on build: Build
  ) -> Result<ByteComparison, NotEmulated> {
    do {
      let heap = try Heap(build)
      let objects = try self.objects(
        in: heap, packageVersion: made.measurement.packageVersion)
      guard let object = objects.last else { throw NotEmulated("nothing was made") }
      return try withExtendedLifetime(objects) {
        .success(
          try ByteComparison(
            (try object.address, Inspector(build, reading: heap.memory)),
            (made.object, Inspector(build, reading: made))))
      }
    } catch {
      return .failure(NotEmulated("\(error)"))
    }
  }
}
