public import PyBridge
import PyEmulator
import PyInspector
import PyLayout
import PyMemory
public import SystemPackage

extension What {
  /// The same object for every build, from the shape of its class on an interpreter and from what
  /// its constructor was seen to do; and what the figures leave out.
  ///
  /// - Parameters:
  ///   - interpreter: where to make it.
  ///   - pool: what starts the worker.
  ///   - paths: what to put at the end of its `sys.path`.
  /// - Throws: ``WhatError/notEmulated(_:)`` for a class whose instances cannot be predicted on other
  ///   builds, ``WhatError/badCode(_:)`` where the user's own code does not make it.
  public func ofAnyBuild(
    asOn interpreter: Interpreter, pool: WorkerPool, paths: [FilePath] = []
  ) async throws(WhatError) -> (what: What, note: String?) {
    try await Self.ofAnyBuild([self], asOn: interpreter, pool: pool, paths: paths)[0].get()
  }

  /// The same for several objects, which one worker makes one after the other.
  ///
  /// - Returns: for each what ``ofAnyBuild(asOn:pool:paths:)`` returns or throws.
  public static func ofAnyBuild(
    _ whats: [What], asOn interpreter: Interpreter, pool: WorkerPool, paths: [FilePath] = []
  ) async -> [Result<(what: What, note: String?), WhatError>] {
    let build = interpreter.build
    let tasks = whats.map { $0.task(on: build) }
    // Watching changes an object, so another one is watched, after the first was read
    let objects = zip(whats, tasks).flatMap { what, task in
      ((try? task.get()).map { [$0, $0.tellingHistory] } ?? []).map { (what, $0) }
    }
    var all = await observed(
      objects, on: interpreter, pool: pool, paths: paths
    ) { _, made throws(WhatError) -> Seen in
      if let history = made.besides[Snippet.history] {
        let text = try made.text(at: history, on: build)
        return .history(Result { () throws(NotEmulated) in try InstanceHistory(parsing: text) })
      }
      let inspector = Inspector(build, reading: made)
      return .object(
        try ClassShape(of: made.object, by: inspector),
        try inspecting { () throws(InspectionError) in try inspector.requests(of: made.object) })
    }
    return zip(whats, tasks).map { what, task in
      Result { () throws(WhatError) in
        _ = try task.get()
        let seen = all.prefix(2)
        all.removeFirst(2)
        guard case .object(var shape, let requests) = try seen[0].get(),
          case .history(let history) = try? seen[1].get()
        else { throw .notEmulated("it cannot be made twice, and so not told for other builds") }
        switch history {
        case .success(let known): shape.history = known
        case .failure(let why): throw .notEmulated(why)
        }
        let (ways, note) = try shape.ways(to: requests, on: build)
        let known = shape
        let made = What.made(what.name, source: "", make: "") { try known.instances(in: $0, ways) }
        return (made, note)
      }
    }
  }

  /// What is seen of an instance, and of how others come about.
  private enum Seen: Sendable {
    case object(ClassShape, [Request])
    case history(Result<InstanceHistory, NotEmulated>)
  }
}

extension ClassShape {
  /// How the object that the shape was read from came about, and what is to be said of that.
  ///
  /// - Parameter real: the requests for its blocks.
  /// - Throws: ``WhatError/notEmulated(_:)`` where it differs from everything that the shape makes
  ///   there.
  fileprivate func ways(
    to real: [Request], on build: Build
  ) throws(WhatError) -> ([InstanceMaker.Way], note: String?) {
    var needed: [Request] = []
    var found: [InstanceMaker.Way] = []
    var note: String?
    for way in InstanceMaker.Way.allCases {
      let heap = try emulating { () throws(PyError) in try Heap(build) }
      let emulated = Inspector(build, reading: heap.memory)
      let maker = try InstanceMaker(self, in: heap, way)
      var requests: [[Request]] = []
      var sizes: [Int] = []
      let objects = try maker.all { object throws(WhatError) in
        let address = try emulating { () throws(PyError) in try object.address }
        try inspecting { () throws(InspectionError) in
          requests.append(try emulated.requests(of: address))
          sizes.append(try emulated.size(of: address))
        }
      }
      withExtendedLifetime(objects) {}
      if requests.contains(real) {
        found.append(way)
        note = sizes.contains(history.size) ? differences : sizeNote(on: build)
      }
      needed = requests.last ?? []
    }
    if !found.isEmpty { return (found, note) }
    let (taken, known) = (build.allocatedSize(of: real), build.allocatedSize(of: needed))
    throw .notEmulated(
      "it takes \(taken) bytes, where its slots and attributes need \(known): what its class does"
        + " beyond storing them is not known of other builds")
  }

  /// Instances one after the other, and what has to live as long.
  ///
  /// - Throws: ``WhatError/notEmulated(_:)`` where the ways in which they may have come about make a
  ///   difference.
  @Sendable fileprivate func instances(
    in heap: Heap, _ ways: [InstanceMaker.Way]
  ) throws(WhatError) -> [Object] {
    let maker = try InstanceMaker(self, in: heap, ways.first ?? .atOnce)
    let objects = try maker.all()
    guard let object = objects.last else { throw .notEmulated(.nothing) }
    let requests = try heap.requests(of: object)
    for way in ways.dropFirst() where hasContents {
      let other = try emulating { () throws(PyError) in try Heap(heap.build) }
      let last = try InstanceMaker(self, in: other, way).all().last
      guard let last, try other.requests(of: last) == requests else {
        throw .notEmulated("whether its items came at once or one by one makes a difference here")
      }
    }
    return maker.kept + objects
  }

  /// Whether it holds items, or dicts that were made for it.
  private var hasContents: Bool {
    if history.content != .nothing { return true }
    return history.lives.joined().contains {
      switch $0 {
      case .replace, .update: true
      default: false
      }
    }
  }

  private var differences: String? {
    history.isUniform || history.memberNames != nil
      ? nil
      : "its instances differ in their attributes: the figures are those of the"
        + " \(history.lives.count.ordinal) that was made"
  }

  private func sizeNote(on build: Build) -> String {
    "on CPython \(build) sys.getsizeof says \(history.size), by a __sizeof__ of the class's own:"
      + " getsizeof here is what CPython's would say"
  }
}

extension Heap {
  /// The requests for the blocks of an object in it and of what only that holds.
  func requests(of object: Object) throws(WhatError) -> [Request] {
    let address = try emulating { () throws(PyError) in try object.address }
    return try inspecting { () throws(InspectionError) in
      try Inspector(build, reading: memory).requests(of: address)
    }
  }
}

extension Inspector {
  /// The requests for the blocks of an object and of what only it holds, its own first.
  func requests(of object: Address) throws(InspectionError) -> [Request] {
    try owned(by: object).flatMap {
      let inspection = $0.inspection
      return inspection.blocks.map {
        Request($0.size, $0.domain(in: inspection.type, on: build))
      }
    }
  }
}

extension WorkerPool.Made {
  /// The text in a bytes object.
  func text(at address: Address, on build: Build) throws(WhatError) -> String {
    let start = address + PyBytesObject.layout(on: build).ob_sval.offset
    do throws(MemoryError) {
      let bytes = try View(PyBytesObject.self, on: build, at: address, in: memory)
      let count = bytes[\.ob_base.ob_size]
      if (0...1 << 20).contains(count) {
        return String(decoding: try memory.bytes(at: start, count: count), as: UTF8.self)
      }
    } catch {
      throw .notEmulated("\(error)")
    }
    throw .notEmulated(.nothing)
  }
}

extension Snippet {
  /// class_history.py's answer.
  static let history = "history"
  /// How many instances are watched while they are made.
  private static let watched = 32

  /// class_facts.py's answer.
  static let facts = "facts"

  /// The same snippet, which reports how such instances come about and nothing else.
  fileprivate var tellingHistory: Snippet {
    telling(
      Self.history, "history(lambda: (\(make)), \(Self.watched), \(source.pythonLiteral))",
      with: PackageResources.class_history_py)
  }

  /// The same snippet, which reports what speaks for slots in its class and nothing else.
  var tellingFacts: Snippet { telling(Self.facts, "class_facts(ob, \(source.pythonLiteral))") }

  /// class_fields.py's answer.
  static let fields = "fields"

  /// The same snippet, which reports its fields and what ``tellingFacts`` does, and asks for its
  /// dict.
  var tellingFields: Snippet {
    telling(
      Self.fields, "class_fields(ob, \(source.pythonLiteral))",
      with: PackageResources.class_fields_py,
      parts: [.init(name: "__dict__", size: "sys.getsizeof(getattr(ob, '__dict__', None))")])
  }

  private func telling(
    _ name: String, _ call: String, with script: [UInt8] = [], parts: [Part] = []
  ) -> Snippet {
    let scripts = [PackageResources.static_names_py, PackageResources.class_facts_py, script]
    var snippet = Snippet(
      id: id, package: package, extensionSource: extensionSource,
      preamble: ([preamble] + scripts.map { String(decoding: $0, as: UTF8.self) })
        .joined(separator: "\n"),
      source: source, make: make, count: count, parts: parts)
    snippet.besides[name] = call
    return snippet
  }
}
