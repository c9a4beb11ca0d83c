public import PyBridge
import PyEmulator
public import PyInspector
public import PyLayout
import PyMemory
import Synchronization
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
    let found = Found(objects.map { $0.checked(on: build) })
    var snippets: [Snippet] = []
    for (index, what) in objects.enumerated() where found.isOpen(index) {
      if let snippet = try? what.snippet(on: build, id: "\(index)") { snippets.append(snippet) }
    }
    let measurements = await pool.measure(.init(interpreter, snippets, paths: paths)) {
      snippet, made in
      guard let index = Int(snippet.id) else { return }
      found.set(index, objects[index].compared(with: made, on: build))
    }
    for measurement in measurements {
      guard let index = Int(measurement.id), found.isOpen(index) else { continue }
      found.set(index, .failure(measurement.reason.map(NotEmulated.init) ?? .nothing))
    }
    return found.results
  }

  /// What came of each object so far; an empty comparison until then.
  private final class Found: Sendable {
    private let state: Mutex<[Result<ByteComparison, NotEmulated>]>

    init(_ results: [Result<ByteComparison, NotEmulated>]) { state = Mutex(results) }

    var results: [Result<ByteComparison, NotEmulated>] { state.withLock { $0 } }

    func set(_ index: Int, _ result: Result<ByteComparison, NotEmulated>) {
      state.withLock { $0[index] = result }
    }

    func isOpen(_ index: Int) -> Bool {
      guard case .success(let comparison) = results[index] else { return false }
      return comparison.parts.isEmpty && comparison.mismatches.isEmpty
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

  /// An empty comparison, once it is known that the build can make the object.
  fileprivate func checked(on build: Build) -> Result<ByteComparison, NotEmulated> {
    do {
      _ = try snippet(on: build)
      return .success(ByteComparison())
    } catch {
      return .failure(NotEmulated("\(error)"))
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
