public import PyBridge
import PyEmulator
import PyInspector
import PyLayout
import PyMemory
public import SystemPackage

extension What {
  /// The same object for every build, from the shape of its class on an interpreter; and what that
  /// does not tell, where the interpreter's own object is another than the shape makes.
  ///
  /// - Parameters:
  ///   - interpreter: where to make it.
  ///   - pool: what starts the worker.
  ///   - paths: what to put at the end of its `sys.path`.
  /// - Throws: ``NotEmulated`` for a class over another type than `object`, ``BadCode`` where the
  ///   user's own code does not make it.
  public func ofAnyBuild(
    asOn interpreter: Interpreter, pool: WorkerPool, paths: [FilePath] = []
  ) async throws -> (what: What, note: String?) {
    let build = interpreter.build
    let (shape, note) = try await observed(
      try snippet(on: build).askingForUnusedNames, on: interpreter, pool: pool, paths: paths
    ) { made in
      let inspector = Inspector(build, reading: made.memory)
      let unusedNames = made.measurement.parts.first?.size ?? 0
      guard (0...10_000).contains(unusedNames) else {
        throw NotEmulated("its class has \(unusedNames) names without an attribute, says Python")
      }
      let shape = try ClassShape(of: made.object, by: inspector, unusedNames: unusedNames)
      return (shape, try shape.note(on: made.object, by: inspector))
    }
    return (.made(name, source: "", make: "", emulated: shape.instances), note)
  }
}

extension ClassShape {
  /// What the shape does not tell of the object that it was read from; `nil` where one of the
  /// instances that it makes there has the same blocks.
  fileprivate func note<M: Memory>(on object: Address, by inspector: Inspector<M>) throws -> String?
  {
    let build = inspector.build
    let heap = try Heap(build)
    let emulated = Inspector(build, reading: heap.memory)
    let make = try maker(in: heap)
    let real = try inspector.requests(of: object)
    var made: [(object: Object, requests: [Request])] = []
    for _ in 0..<max(2, CachedKeys.settledInstance(on: build)) {
      let object = try make()
      made.append((object, try emulated.requests(of: try object.address)))
      if made.last?.requests == real { return nil }
    }
    // The second of its class, as the one that was read
    let needed = build.allocatedSize(of: made[1].requests)
    return
      "on CPython \(build) it takes \(build.allocatedSize(of: real)) bytes, where its slots and"
      + " attributes need \(needed): what its class does beyond storing them is"
      + " left out"
  }
}

extension Inspector {
  /// What the blocks of an object, and of what it alone has, are asked for with, its own first.
  func requests(of object: Address) throws -> [Request] {
    try owned(by: object).flatMap {
      let inspection = $0.inspection
      return inspection.blocks.map {
        Request($0.size, $0.domain(in: inspection.type, on: build))
      }
    }
  }
}

extension Snippet {
  /// The same, whose one part says how many names of its class another instance has no attribute
  /// for: to ask the one that is looked at for its dict would make the dict. The other is made
  /// first, for a later one makes the keys of both shorter.
  fileprivate var askingForUnusedNames: Snippet {
    Snippet(
      id: id, package: package, extensionSource: extensionSource,
      preamble: String(decoding: PackageResources.static_names_py, as: UTF8.self),
      source: "\(source)\nother = (\(make))\n", make: make, count: count,
      parts: [
        .init(name: "unused names", size: "unused_names(other, \(source.pythonLiteral))")
      ])
  }
}
