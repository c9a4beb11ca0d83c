import PyEmulator
import PyInspector
public import PyLayout
import PyMemory
import PyRecords

/// What an object costs on one build, told without an interpreter.
public struct Estimate: Hashable, Sendable {
  /// The build.
  public let build: Build
  /// What `sys.getsizeof` answers for its parts together, in bytes.
  public let size: Int
  /// What the allocator hands out for one more, its own blocks alone, in bytes.
  public let allocated: Int
}

extension What {
  /// The object on a build; of a record's instances a later one, when all are alike.
  ///
  /// - Throws: ``NotEmulated`` for what the build cannot make, `LiteralError`, `PyError`.
  public func estimate(on build: Build) throws -> Estimate {
    switch self {
    case .record(let record, let fields, _):
      let sample = Sample(build: build, fields: fields)
      if let obstacle = record.obstacle(sample) { throw NotEmulated(obstacle) }
      let prediction = try record.settledPrediction(sample)
      return Estimate(build: build, size: prediction.size, allocated: prediction.allocated)
    case .literal(let text):
      let value = try PyValue(literal: text, on: build)
      return Estimate(
        build: build, size: value.shallowSize(on: build), allocated: value.allocated(on: build))
    case .made, .python: return try emulatedEstimate(on: build)
    }
  }

  /// The object's own blocks, without those of what it holds; none for an object that all share.
  package func emulatedEstimate(on build: Build) throws -> Estimate {
    let heap = try Heap(build)
    let objects = try self.objects(in: heap)
    let again = try self.objects(in: heap)
    guard let object = objects.last, let another = again.last else {
      throw NotEmulated("nothing was made")
    }
    return try withExtendedLifetime((objects, again)) {
      // A static object takes nothing of the allocator, nor does one that is there already
      let isShared = try object.address == another.address
      let inspector = Inspector(heap.build, reading: heap.memory)
      return Estimate(
        build: heap.build, size: try inspector.size(of: try object.address),
        allocated: isShared ? 0 : try layout(of: object, in: heap).allocated)
    }
  }
}

extension Build {
  /// The newest known release of each covered series in every kind: 64- and 32-bit, debug, from 3.13 on
  /// free-threaded.
  public static let kinds: [Build] = released.flatMap { build in
    let version = build.version
    return [
      build, try? Build(version, isDebug: true), try? Build(version, pointerSize: 4),
      version < Version(3, 13) ? nil : try? Build(version, isFreeThreaded: true),
    ].compactMap(\.self)
  }
}
