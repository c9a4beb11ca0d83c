public import PyBridge
import PyInspector
public import PyLayout
public import PyRecords
public import SystemPackage

/// An instance of a class of the user's as an interpreter has it, to stand beside the records.
public struct UserClass: Sendable {
  /// Where the class is: `shop.py:Order`.
  public let name: String
  /// The names it stores values under.
  public let names: [String]
  fileprivate let parts: [Comparison.Part]
  fileprivate let allocated: Comparison.Part
  /// What the allocator may hand out for it.
  fileprivate let sizes: ClosedRange<Int>
  /// Whether its dict is made when it is asked for, and not before.
  fileprivate let hasUnmadeDict: Bool
  fileprivate let standing: Standing?
  fileprivate let unknownAllocator: String?
  fileprivate let besides: String?
  fileprivate let objection: String?

  /// As many fields for the records, under its names where every record takes them.
  public var fields: Fields { Fields(like: names) }

  /// Its comparison: what the model reads from its bytes beside what the interpreter says.
  public func comparison(on build: Build, counts: [Int]) -> Comparison {
    let agrees = allocated.measured.map(self.sizes.contains) ?? true
    let differing = (parts + (agrees ? [] : [allocated]))
      .first { $0.predicted != nil && $0.predicted != $0.measured }
    // Where one part is not known, nor is the sum
    let sizes = parts.compactMap(\.measured)
    let size = sizes.count == parts.count ? sizes.reduce(0) { $0.adding($1) } : nil
    return Comparison(
      record: UserRecord(
        id: name, title: Self.title(of: name), besides: besides, objection: objection),
      sample: Sample(build: build, fields: fields),
      status: differing == nil ? .match : .mismatch,
      reason: differing.map { part in
        func text(_ figure: Int?) -> String { figure.map(String.init) ?? "nothing" }
        return "\(part.name): predicted \(text(part.predicted)), measured \(text(part.measured))"
      }, parts: parts, standing: standing, countsUnmadeDict: hasUnmadeDict,
      instances: (size.map { size in
        counts.map(\.inMemory).map {
          Instances(
            count: $0, bytes: size.times($0), allocated: allocated.measured?.times($0))
        }
      }) ?? [], allocated: allocated, allocatedAgrees: agrees, unknownAllocator: unknownAllocator)
  }

  /// A class on one of several interpreters, which may not be able to make it.
  public static func comparison(
    of name: String, _ result: Result<UserClass, WhatError>, on build: Build, counts: [Int]
  ) -> Comparison {
    switch result {
    case .success(let one): one.comparison(on: build, counts: counts)
    case .failure(let why):
      Comparison(
        record: UserRecord(id: name, title: title(of: name)), sample: Sample(build: build),
        status: .failed, reason: "\(why)")
    }
  }

  private static func title(of name: String) -> String {
    name.split(separator: ":").last.map(String.init) ?? name
  }
}

extension What {
  /// An instance of a class of the user's, read in a real interpreter.
  ///
  /// - Parameters:
  ///   - interpreter: where to make it.
  ///   - pool: what starts the worker.
  ///   - paths: what to put at the end of its `sys.path`.
  /// - Throws: ``WhatError``, why it cannot be made there or read; ``WhatError/badCode(_:)`` where the
  ///   user's own code is why.
  public func userClass(
    on interpreter: Interpreter, pool: WorkerPool, paths: [FilePath] = []
  ) async throws(WhatError) -> UserClass {
    let build = interpreter.build
    let object = try task(on: build).get().repeated(as: self)
    var shown = object.withWitness
    shown.asksSize = true
    // Asking for the dict makes it, so another instance is asked
    let seen = await Self.observed(
      [(self, shown), (self, object.tellingFields)], on: interpreter, pool: pool, paths: paths
    ) { what, made throws(WhatError) -> Seen in
      let inspector = Inspector(build, reading: made)
      if let fields = made.besides[Snippet.fields] {
        let told = try made.text(at: fields, on: build).split(separator: "\n").map(String.init)
        let owned = try inspecting { () throws(InspectionError) in
          try inspector.owned(by: made.object)
        }
        return Seen(parts: [owned.dictPart(made.measurement)].compactMap(\.self), told: told)
      }
      return try inspecting { () throws(InspectionError) in try what.seen(in: made, by: inspector) }
    }
    let one = try seen[0].get()
    guard let layout = one.layout else { throw .notEmulated(.nothing) }
    let other: Seen
    do {
      other = try seen[1].get()
    } catch {
      throw .notEmulated("the fields of a second \(name) cannot be asked for: \(error)")
    }
    let told = other.told ?? []
    func values(_ key: String) -> [String] {
      told.filter { $0.hasPrefix(key + " ") }.map { String($0.dropFirst(key.count + 1)) }
    }
    return UserClass(
      name: name,
      names: values("field"),
      parts: one.parts.prefix(1).map { $0.unless(told.contains("own size")) }
        + other.parts + one.parts.dropFirst(),
      allocated: Comparison.Part(
        name: Comparison.Part.allocated,
        predicted: layout.allocated.map { _ in build.allocatedSize(of: one.requests) },
        measured: layout.allocated),
      sizes: build.allocatedSizes(of: one.requests),
      hasUnmadeDict: !one.hasDict && !other.parts.isEmpty, standing: layout.standing,
      unknownAllocator: layout.unknownAllocator?.description, besides: values("besides").first,
      objection: values("against").first)
  }

  /// What is seen of one that nobody has asked for its dict.
  private func seen(
    in made: WorkerPool.Made, by inspector: Inspector<PagedMemory>
  ) throws(InspectionError) -> Seen {
    let owned = try inspector.owned(by: made.object)
    let accountant = try Accountant(
      inspector, witness: made.witness,
      isStatic: { made.memory.isStatic($0, includingZeros: $1) })
    let layout = try layout(
      of: made.object, by: inspector, try standing(of: made, by: accountant),
      allocated: accountant.allotment)(nil)
    let instance = Comparison.Part(
      name: "instance", predicted: owned[0].inspection.size, measured: made.measurement.size)
    return Seen(
      hasDict: owned.contains { $0.name == "__dict__" },
      parts: [instance] + owned.filter(\.isFurther).map(\.part), layout: layout,
      requests: try inspector.requests(of: made.object))
  }

  /// What is seen of one: its parts and its blocks, or its dict and what is known of its class.
  private struct Seen: Sendable {
    var hasDict = false
    var parts: [Comparison.Part]
    var layout: ObjectLayout?
    var requests: [Request] = []
    /// Lines of class_fields.py.
    var told: [String]?
  }
}

extension OwnedObject {
  /// An object beside the instance and its dict, which nobody is asked about.
  fileprivate var part: Comparison.Part {
    Comparison.Part(name: name, predicted: inspection.size, measured: inspection.size)
  }
}

extension [OwnedObject] {
  /// The dict that was asked for; `nil` where there is none, or one that others hold as well.
  fileprivate func dictPart(_ measurement: Measurement) -> Comparison.Part? {
    first { $0.name == "__dict__" }.map { dict in
      Comparison.Part(
        name: dict.name, predicted: dict.inspection.size, measured: measurement.parts.last?.size)
    }
  }
}

extension Comparison.Part {
  /// Without a prediction where a class computes its size itself.
  fileprivate func unless(_ computesItself: Bool) -> Comparison.Part {
    Comparison.Part(name: name, predicted: computesItself ? nil : predicted, measured: measured)
  }
}
