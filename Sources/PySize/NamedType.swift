import PyEmulator
public import PyInspector
public import PyLayout
import PyMemory

/// A type by its name; what is looked at is an instance of it without content.
public struct NamedType: Sendable {
  /// What it is called.
  public let name: String
  /// The Python that makes an instance without content, and the statements that come first.
  package let make: (expression: String, setup: String)
  private let standard: StandardType
  private var content: StandardType.Content { standard.content }

  private init(_ standard: StandardType, calledBy name: String) {
    self.name = name
    make = (standard.make, standard.source)
    self.standard = standard
  }

  /// All that are known, by name.
  public static let all: [NamedType] =
    (StandardType.builtins + StandardType.counted + StandardType.all)
    .filter(\.isDescribed).map { NamedType($0, calledBy: $0.name) }.sorted { $0.name < $1.name }

  /// A type by its name, with its module or without, or by one that Python has for it as well; `nil`
  /// for one that is not known.
  public init?(named name: String) {
    let last = name.split(separator: ".").last.map(String.init) ?? name
    guard let standard = StandardType.named(name) ?? StandardType.named(last),
      standard.isDescribed
    else { return nil }
    self.init(standard, calledBy: standard.name == name ? name : last)
  }
}

extension StandardType {
  /// Whether it is known what an instance without content has.
  fileprivate var isDescribed: Bool { if case .unknown = content { false } else { true } }
}

extension NamedType {
  /// An instance without content, as byte maps.
  ///
  /// - Throws: ``NotEmulated`` where the build has no such type, or one written in Python.
  public func layout(on build: Build) throws(NotEmulated) -> ObjectLayout {
    if let what = emulated {
      return try emulated(what, on: build) { object, heap throws(WhatError) in
        var layout = try What.made(title, source: "", make: "") { _ in [] }
          .layout(of: object, in: heap, sharing: false)
        layout.note = note
        return layout
      }
    }
    let (type, estimate) = try estimated(on: build)
    let items = type.tp_itemsize > 0 ? itemCount : 0
    let block = type.block(items: items > 0 ? [("items", items)] : [])
    // What its type asks for by itself, as one run of bytes
    let others = estimate.requests.dropFirst().map { request in
      BlockLayout("fields of C", size: request.size, cType: "char[]")
    }
    return ObjectLayout(
      build: build, what: title,
      maps: zip([block] + others, estimate.requests).enumerated().map { index, pair in
        ByteMap(
          pair.0, allocated: build.allocatedSize(of: [pair.1]),
          part: index == 0 ? "instance" : "block \(index) of its own")
      }, size: hasVariables(type) ? nil : estimate.size,
      note: type.optionalSize > 0 ? "without a tzinfo it has no room for one" : note)
  }

  private var title: String { "type:\(name)" }

  private var itemCount: Int {
    if case .items(let count) = content { count } else { 0 }
  }

  /// What the figures are of.
  public var note: String {
    if case .variables = content {
      return "the struct alone: an object has room for its code's variables as well"
    }
    return "an instance without content: \(make.expression)"
  }

  private func hasVariables(_ type: borrowing PyType) -> Bool {
    if case .variables = content { type.tp_itemsize > 0 } else { false }
  }

  /// What an instance without content costs.
  ///
  /// - Throws: ``NotEmulated`` where the build has no such type, or one written in Python.
  public func estimate(on build: Build) throws(NotEmulated) -> Estimate {
    guard let what = emulated else { return try estimated(on: build).1 }
    return try emulated(what, on: build) { object, heap throws(WhatError) in
      let size = try heap.size(of: object)
      let layout = try What.made(title, source: "", make: "") { _ in [] }
        .layout(of: object, in: heap, sharing: false)
      return Estimate(
        build: build, shallow: size, size: size, allocated: layout.allocated ?? 0,
        requests: try heap.requests(of: object))
    }
  }

  /// What the emulator makes of it; `nil` for a type that is described without it.
  private var emulated: What? {
    switch content {
    case .literal: .literal(standard.make)
    case .call:
      .made("", source: "", make: "") { [name = standard.name] in [try $0.builtinClass(name)()] }
    case .described, .items, .variables, .unknown: nil
    }
  }

  private func emulated<Answer>(
    _ what: What, on build: Build, _ look: (Object, Heap) throws(WhatError) -> Answer
  ) throws(NotEmulated) -> Answer {
    guard standard.type(on: build) != nil else { throw missing(build) }
    do throws(WhatError) {
      let heap = try emulating { () throws(PyError) in try Heap(build) }
      let objects = try what.objects(in: heap)
      defer { withExtendedLifetime(objects) {} }
      guard let object = objects.last else { throw .notEmulated("nothing was made") }
      return try look(object, heap)
    } catch {
      throw NotEmulated("\(error)")
    }
  }

  private func estimated(on build: Build) throws(NotEmulated) -> (PyType, Estimate) {
    guard let type = standard.type(on: build) else { throw missing(build) }
    // What a class's instances have is what its methods set
    if PyType.isUsers(type.tp_name, type.flags)
      && (type.tp_dictoffset != 0 || type.flags.contains(.managedDict))
    {
      throw NotEmulated(
        "'\(name)' is a class written in Python: pysize layout "
          + (make.setup.isEmpty ? "" : "-s \"\(make.setup)\" ") + "-e \"\(make.expression)\" shows"
          + " an instance")
    }
    let own = type.shallowSize(items: type.tp_itemsize > 0 ? itemCount : 0)
    var size = own
    var requests = [Request(own - type.optionalSize, type.domain)]
    if case .described(let object) = content {
      size = object.shallowSize(on: build) ?? own
      requests += object.requestsBesideStruct(on: build)
    }
    return (
      type,
      Estimate(
        build: build, shallow: size, size: size, allocated: build.allocatedSize(of: requests),
        requests: requests)
    )
  }

  private func missing(_ build: Build) -> NotEmulated {
    NotEmulated("there is no type '\(name)' on this build")
  }
}
