public import PyBridge
import PyEmulator
import PyInspector
public import PyLayout
import PyMemory
import PyRecords
public import PyReport
import Synchronization
public import SystemPackage

extension What {
  /// The object's blocks as byte maps, made by the emulator.
  ///
  /// - Throws: what ``What/objects(in:packageVersion:)`` throws, or an `InspectionError`.
  public func layout(on build: Build) throws -> LayoutReport {
    let heap = try Heap(build)
    let objects = try self.objects(in: heap)
    guard let object = objects.last else { throw NotEmulated("nothing was made") }
    return try withExtendedLifetime(objects) { try layout(of: object, in: heap) }
  }

  /// The blocks of an object that the emulator has made.
  func layout(of object: Object, in heap: Heap) throws -> LayoutReport {
    let build = heap.build
    return try report(of: try object.address, by: Inspector(build, reading: heap.memory)) {
      heap.allocator.given(at: $0.address) ?? ($1.isCarved(on: build) ? $0.size : nil)
    }
  }

  /// The object's blocks as byte maps, read in a real interpreter.
  ///
  /// - Parameters:
  ///   - interpreter: where to make it.
  ///   - pool: what starts the worker.
  ///   - paths: what to put at the end of its `sys.path`.
  /// - Throws: ``NotEmulated``, why it cannot be made there or read; ``BadCode`` where the user's own
  ///   code is why.
  public func layout(
    on interpreter: Interpreter, pool: WorkerPool, paths: [FilePath] = []
  ) async throws -> LayoutReport {
    let build = interpreter.build
    var snippet = try snippet(on: build).repeated(as: self)
    snippet.asksSize = true
    return try await observed(snippet, on: interpreter, pool: pool, paths: paths) { made in
      let inspector = Inspector(build, reading: made.memory)
      let standing = try standing(of: made, by: inspector)
      return try report(of: made.object, by: inspector, standing, allocated: inspector.given)
        .answering(made.measurement.size, fault: made.measurement.sizeFault)
    }
  }

  /// Which instance of its class one is, and what the first of those that were made takes.
  private func standing<M: Memory>(
    of made: WorkerPool.Made, by inspector: Inspector<M>
  ) throws -> Standing? {
    guard case .python(_, _, _, let count) = self else { return nil }
    let facts = made.measurement.parts.map(\.size)
    guard facts.count == 2, let first = UInt64(exactly: facts[0]),
      let allocated = try inspector.given(for: made.object)
    else { return nil }
    return Standing(
      nth: facts[1], settled: count == nil && facts[1] > 1 ? facts[1] : nil,
      allocated: allocated, first: try inspector.given(for: Address(rawValue: first)), later: nil)
  }

  /// What is seen of the object that a snippet makes, while it is there.
  ///
  /// - Throws: ``NotEmulated``, why it cannot be made there or read; ``BadCode`` where the user's own
  ///   code is why.
  func observed<Seen: Sendable>(
    _ snippet: Snippet, on interpreter: Interpreter, pool: WorkerPool, paths: [FilePath],
    _ look: @escaping @Sendable (WorkerPool.Made) throws -> Seen
  ) async throws -> Seen {
    let found = Mutex<Result<Seen, NotEmulated>?>(nil)
    let measurements = await pool.measure(.init(interpreter, [snippet], paths: paths)) { _, made in
      let outcome: Result<Seen, NotEmulated>
      do {
        outcome = .success(try look(made))
      } catch {
        outcome = .failure(NotEmulated("\(error)"))
      }
      found.withLock { $0 = outcome }
    }
    if let outcome = found.withLock({ $0 }) { return try outcome.get() }
    let reason = measurements.first?.reason ?? NotEmulated.nothing.description
    guard case .python = self else { throw NotEmulated(reason) }
    let refusal = "Refused: "
    throw BadCode(
      description: reason.hasPrefix(refusal) ? String(reason.dropFirst(refusal.count)) : reason)
  }

  /// The object, and what it alone has.
  private func report<M: Memory>(
    of object: Address, by inspector: Inspector<M>, _ standing: Standing? = nil,
    allocated: (Block, TypeFacts) -> Int?
  ) throws -> LayoutReport {
    let owned = try inspector.owned(by: object)
    let type = owned[0].inspection.type
    return LayoutReport(
      build: inspector.build, what: title, owned: owned,
      bases: try type.tp_mro.dropLast().map { try inspector.type(at: $0) },
      known: knownFields(of: type, on: inspector.build),
      standing: standing ?? self.standing(on: inspector.build), allocated: allocated)
  }

  /// Where a record's prediction says that its fields are, or the struct of a type written in C.
  private func knownFields(of type: TypeFacts, on build: Build) -> ByteMap.KnownFields? {
    guard case .record(let record, let fields, let nth) = self else {
      return NamedType(of: type)?.block(like: type, on: build)
        .map { .init($0, areUsers: false) }
    }
    let sample = Sample(build: build, fields: fields, nth: nth)
    return (try? record.prediction(sample).block).map { .init($0, areUsers: true) }
  }

  /// Which instance of its class a record's is; `nil` for what is none.
  private func standing(on build: Build) -> Standing? {
    guard case .record(let record, let fields, let nth) = self else { return nil }
    return try? record.standing(of: Sample(build: build, fields: fields, nth: nth))
  }

  /// What it is, in words.
  private var title: String {
    guard case .record(let record, let fields, let nth) = self else { return name }
    let which = nth.map { ", instance \($0) of its class" } ?? ""
    return "\(record.title), fields \(fields.names.joined(separator: ", "))\(which)"
  }
}

extension Inspector {
  /// Bytes that a block takes of the allocator by its own account; `nil` for a static object's.
  func given(for block: Block, of type: TypeFacts) -> Int? {
    type.isCarved(on: build)
      ? block.size : allocatedSize(of: block, in: block.domain(in: type, on: build))
  }

  /// Bytes that an object, and what it alone has, takes of the allocator by its own account; `nil`
  /// where that says nothing of a block.
  func given(for object: Address) throws -> Int? {
    var sum = 0
    for owned in try owned(by: object) {
      for block in owned.inspection.blocks {
        guard let given = given(for: block, of: owned.inspection.type) else { return nil }
        sum += given
      }
    }
    return sum
  }
}

/// What is wrong with code that the user gave.
public struct BadCode: Error, Hashable, Sendable, CustomStringConvertible {
  /// One line.
  public let description: String
}

extension Snippet {
  /// The same for what only Python makes: the last of as many as are wanted. Its parts are the first's
  /// address and how many were made.
  fileprivate func repeated(as what: What) -> Snippet {
    guard case .python(_, _, let make, let count) = what else { return self }
    return Snippet(
      id: id, package: package, extensionSource: extensionSource,
      preamble: String(decoding: PackageResources.repeated_py, as: UTF8.self), source: source,
      make: "repeated_(\(make.pythonLiteral), \(count.map(String.init) ?? "None"))", count: 1,
      parts: [
        .init(name: "first", size: "id(repeated_.made[0])"),
        .init(name: "made", size: "len(repeated_.made)"),
      ])
  }
}

extension TypeFacts {
  /// Whether its instances are carved out of blocks for many: `PyIntBlock`, `PyFloatBlock`,
  /// Objects/intobject.c and floatobject.c of 2.7.
  fileprivate func isCarved(on build: Build) -> Bool {
    build.version < .v3_0 && (kind == .plainInt || kind == .float) && !flags.contains(.heapType)
  }
}

extension Allocator {
  /// Bytes of the block at an address; `nil` for a static object, which takes nothing of it.
  func given(at address: Address) -> Int? {
    AllocatorDomain.allCases.lazy.compactMap { try? self.blockSize(of: address, $0) }.first
  }
}
