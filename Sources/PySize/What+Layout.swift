public import PyBridge
import PyEmulator
public import PyInspector
public import PyLayout
import PyMemory
import PyRecords
public import SystemPackage

extension What {
  /// The object's blocks as byte maps, made by the emulator.
  ///
  /// - Throws: ``WhatError``, why it cannot be made or read.
  public func layout(on build: Build) throws(WhatError) -> ObjectLayout {
    let heap = try emulating { () throws(PyError) in try Heap(build) }
    let objects = try self.objects(in: heap)
    defer { withExtendedLifetime(objects) {} }
    guard let object = objects.last else { throw .notEmulated("nothing was made") }
    return try layout(of: object, in: heap)
  }

  /// The blocks of an object that the emulator has made.
  ///
  /// - Parameter sharing: whether a shared object counts as nothing, rather than as what an
  ///   unshared one would take.
  func layout(
    of object: Object, in heap: Heap, sharing: Bool = true
  ) throws(WhatError) -> ObjectLayout {
    let build = heap.build
    let inspector = heap.inspector
    let address = try emulating { () throws(PyError) in try object.address }
    return try inspecting { () throws(InspectionError) in
      // What the emulator's allocator does not list is static, or carved out of a block
      let accountant = try Accountant(inspector, witness: nil) { _, _ in true }
      return try layout(of: address, by: inspector) { block, type in
        // Many blocks of a chain are shown as one
        if let given = heap.allocator.given(at: block.address) {
          return .bytes(given * block.count)
        }
        let allotment = accountant.allotment(for: block, of: type)
        guard allotment == .nothing && !sharing else { return allotment }
        return .bytes(build.allocatedSize(of: block.size, in: block.domain(in: type, on: build)))
      }(nil)
    }
  }

  /// The object's blocks as byte maps, read in a real interpreter.
  ///
  /// - Parameters:
  ///   - interpreter: where to make it.
  ///   - pool: what starts the worker.
  ///   - paths: what to put at the end of its `sys.path`.
  /// - Throws: ``WhatError``, why it cannot be made there or read; ``WhatError/badCode(_:)`` where the
  ///   user's own code is why.
  public func layout(
    on interpreter: Interpreter, pool: WorkerPool, paths: [FilePath] = []
  ) async throws(WhatError) -> ObjectLayout {
    try await Self.layouts(of: [self], on: interpreter, pool: pool, paths: paths)[0].get()
  }

  /// The blocks of several objects, which one worker makes one after the other.
  ///
  /// - Parameters:
  ///   - whats: the objects.
  ///   - interpreter: where to make them.
  ///   - pool: what starts the worker.
  ///   - paths: what to put at the end of its `sys.path`.
  /// - Returns: for each what ``layout(on:pool:paths:)`` returns or throws.
  public static func layouts(
    of whats: [What], on interpreter: Interpreter, pool: WorkerPool, paths: [FilePath] = []
  ) async -> [Result<ObjectLayout, WhatError>] {
    let build = interpreter.build
    let tasks = whats.map { what in
      what.task(on: build).map { object in
        var shown = object.repeated(as: what).withWitness
        shown.asksSize = true
        // Finding out what speaks for slots asks for the dict, so another instance is asked
        return what.isPython ? [shown, object.tellingFacts] : [shown]
      }
    }
    let objects = zip(whats, tasks).flatMap { what, snippets in
      ((try? snippets.get()) ?? []).map { (what, $0) }
    }
    var seen = await observed(objects, on: interpreter, pool: pool, paths: paths) {
      what, made throws(WhatError) in try what.seen(in: made, on: build)
    }[...]
    return zip(whats, tasks).map { what, snippets in
      Result { () throws(WhatError) in
        let found = seen.prefix(try snippets.get().count)
        seen = seen.dropFirst(found.count)
        guard case .object(let make) = try found.first?.get() else { throw .notEmulated(.nothing) }
        if found.count > 1, case .facts(let facts) = try? found.last?.get() { return make(facts) }
        return make(what.isPython ? .library : nil)
      }
    }
  }

  /// What a snippet of it has made.
  private func seen(in made: WorkerPool.Made, on build: Build) throws(WhatError) -> Seen {
    if let facts = made.besides[Snippet.facts] {
      return .facts(ClassFacts(parsing: try made.text(at: facts, on: build)))
    }
    let inspector = Inspector(build, reading: made)
    let layout = try inspecting { () throws(InspectionError) in
      let accountant = try Accountant(
        inspector, witness: made.witness,
        isStatic: { made.memory.isStatic($0, includingZeros: $1) })
      return try self.layout(
        of: made.object, by: inspector, try standing(of: made, by: accountant),
        allocated: accountant.allotment)
    }
    let (size, fault) = (made.measurement.size, made.measurement.sizeFault)
    return .object { layout($0).answering(size, fault: fault) }
  }

  /// What Python runs to make it, where it is the user's.
  private var subject: String? {
    guard case .python(_, let source, let make, _, let preamble) = self else { return nil }
    return [preamble, source, make].joined(separator: "\n")
  }

  /// Whether only Python makes it.
  private var isPython: Bool {
    if case .python = self { true } else { false }
  }

  /// Which instance of its class one is, and what the first of those that were made takes.
  func standing<M: Memory>(
    of made: WorkerPool.Made, by accountant: Accountant<M>
  ) throws(InspectionError) -> Standing? {
    guard case .python(_, _, _, let count, _) = self else { return nil }
    guard let first = made.besides[Snippet.first],
      let number = made.measurement.parts.first(where: { $0.name == Snippet.made })?.size,
      let allocated = try accountant.allotment(for: made.object).bytes
    else { return nil }
    return Standing(
      nth: number, settled: count == nil && number > 1 ? number : nil, allocated: allocated,
      first: try accountant.allotment(for: first).bytes, later: nil)
  }

  /// What is seen of an object: its layout, once it is known what speaks for slots, or that.
  private enum Seen: Sendable {
    case object(@Sendable (ClassFacts?) -> ObjectLayout)
    case facts(ClassFacts)
  }

  /// What is seen of the objects that snippets make, each while it is there.
  ///
  /// - Parameter objects: each with a snippet that makes it.
  /// - Returns: for each what is seen, or why it cannot be made there or read.
  static func observed<Seen: Sendable>(
    _ objects: [(what: What, snippet: Snippet)], on interpreter: Interpreter, pool: WorkerPool,
    paths: [FilePath],
    _ look: (What, WorkerPool.Made) throws(WhatError) -> Seen
  ) async -> [Result<Seen, WhatError>] {
    let snippets = objects.map { what, snippet in
      var snippet = snippet
      snippet.subject = what.subject
      return snippet
    }
    let job = WorkerPool.Job(interpreter, snippets, paths: paths)
    let outcomes = await pool.measure(job) { index, made in
      Result { () throws(WhatError) in try look(objects[index].what, made) }
    }
    return zip(objects, outcomes).map { object, outcome in
      if let seen = outcome.seen { return seen }
      let measurement = outcome.measurement
      let reason = measurement.reason ?? NotEmulated.nothing.description
      guard object.what.isPython else { return .failure(.notEmulated(reason)) }
      let isSetup = measurement.fault == .source
      return .failure(.badCode(BadCode(isSetup ? "--setup: \(reason)" : reason)))
    }
  }

  /// The object, and what only it holds: its layout, given what is known of slots.
  func layout<M: Memory>(
    of object: Address, by inspector: Inspector<M>, _ standing: Standing? = nil,
    allocated: (Block, TypeFacts) -> Allotment
  ) throws(InspectionError) -> @Sendable (ClassFacts?) -> ObjectLayout {
    let owned = try inspector.owned(by: object)
    let type = owned[0].inspection.type
    let build = inspector.build
    let bases = try type.tp_mro.dropLast().map { base throws(InspectionError) in
      try inspector.type(at: base)
    }
    let known = userFields(on: build)
    let sizes = owned.map { owner in
      owner.inspection.blocks.map { allocated($0, owner.inspection.type) }
    }
    let (note, title) = (lentNote(owned), title)
    let standing = standing ?? self.standing(on: build)
    return { facts in
      ObjectLayout(
        build: build, what: title, owned: owned, bases: bases, known: known, note: note,
        standing: standing, facts: facts, allocated: sizes)
    }
  }

  /// What is to be said of a dict that the object has, and not alone.
  private func lentNote(_ owned: [OwnedObject]) -> String? {
    guard let dict = owned[0].inspection.lentDict(beside: owned) else { return nil }
    return dict == owned[0].inspection.object
      ? "its __dict__ is itself, and counted once"
      : "its __dict__ is held by others as well, and not counted"
  }

  /// Where a record's prediction says that its fields are.
  private func userFields(on build: Build) -> BlockLayout? {
    guard case .record(let record, let fields, let nth) = self else { return nil }
    return try? record.prediction(Sample(build: build, fields: fields, nth: nth)).block
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

/// What is wrong with code that the user gave.
public struct BadCode: Error, Hashable, Sendable, CustomStringConvertible {
  /// One line.
  public let description: String

  /// What is wrong, in one line.
  public init(_ description: String) { self.description = description }
}

extension Snippet {
  /// The first of those that were made.
  fileprivate static let first = "first"
  /// The part that says how many were made.
  fileprivate static let made = "made"

  /// The same for what only Python makes: the last of as many as are wanted.
  func repeated(as what: What) -> Snippet {
    guard case .python(_, _, let make, let count, _) = what else { return self }
    var snippet = Snippet(
      id: id, package: package, extensionSource: extensionSource,
      preamble: preamble + "\n" + String(decoding: PackageResources.repeated_py, as: UTF8.self),
      source: source,
      make: "repeated_(\(make.pythonLiteral), \(count.map(String.init) ?? "None"))", count: 1,
      parts: [.init(name: Self.made, size: "len(repeated_.made)")])
    snippet.besides[Self.first] = "repeated_.made[0]"
    return snippet
  }
}

extension Allocator {
  /// Bytes of the block at an address; `nil` for a static object, which takes nothing of it.
  func given(at address: Address) -> Int? {
    AllocatorDomain.allCases.lazy.compactMap { try? self.blockSize(of: address, $0) }.first
  }
}
