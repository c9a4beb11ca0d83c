import PyEmulator
import PyInspector
public import PyLayout
import PyMemory
public import PyReport

/// A type by its name; what is looked at is an instance of it without content.
public struct NamedType: Sendable {
  /// What it is called.
  public let name: String
  /// The Python that makes an instance without content, and the statements that come first.
  package let make: (expression: String, setup: String)
  private let type: @Sendable (Build) -> PyType?
  private let content: Content

  /// What an instance without content has beside the struct of its type.
  private enum Content: Sendable {
    /// What the emulator's has.
    case emulated(What)
    /// What `sys.getsizeof` counts of a described object, and what its type asks for.
    case described(StandardObject)
    /// A number of items, where its type has items.
    case items(Int)
    /// Room for the variables of the code that it runs, which nothing else shows.
    case variables
  }

  private init(
    _ name: String, _ expression: String, setup: String = "", _ content: Content,
    _ type: @escaping @Sendable (Build) -> PyType?
  ) {
    self.name = name
    make = (expression, setup)
    self.content = content
    self.type = type
  }

  private init(_ other: NamedType, calledBy name: String) {
    self.init(
      name, other.make.expression, setup: other.make.setup, other.content, other.type)
  }

  /// All that are known, by name.
  public static let all: [NamedType] = {
    let others = (StandardType.counted + StandardType.all).compactMap { standard in
      content(of: standard.name).map { content in
        NamedType(standard.name, standard.make, setup: standard.source, content) {
          standard.type(on: $0)
        }
      }
    }
    return (builtins + others).sorted { $0.name < $1.name }
  }()

  /// What an instance without content has; `nil` where that is not known.
  private static func content(of name: String) -> Content? {
    switch name {
    case "generator", "coroutine", "async_generator", "code", "frame": .variables
    case "deque": .described(.deque(0))
    case "OrderedDict": .described(.orderedDict(0))
    case "defaultdict": .described(.defaultdict(0))
    case "array": .described(.array(typecode: "i", 0))
    case "Decimal": .described(.decimal(digits: 1))
    case "BytesIO": .described(.bytesIO(0))
    case "Struct": .described(.structure(codes: 0))
    case "Element", "product", "combinations", "permutations", "BufferedReader", "Pickler",
      "Unpickler", "SimpleQueue":
      nil
    // shape, strides and suboffsets of one dimension: memory_alloc, Objects/memoryobject.c
    case "memoryview": .items(3)
    default: .items(0)
    }
  }

  private static func literal(
    _ name: String, _ text: String, _ type: @escaping @Sendable (Build) -> PyType?
  ) -> NamedType {
    .init(name, text, .emulated(.literal(text)), type)
  }

  private static let builtins: [NamedType] = [
    literal("int", "0") { $0.version < .v3_0 ? .plainInt(on: $0) : .int(on: $0) },
    literal("long", "0L") { $0.version < .v3_0 ? .int(on: $0) : nil },
    literal("bool", "False") { .bool(on: $0) },
    literal("str", "''") { $0.version < .v3_0 ? .bytes(on: $0) : .str(on: $0) },
    literal("unicode", "u''") { $0.version < .v3_0 ? .str(on: $0) : nil },
    literal("bytes", "b''") { .bytes(on: $0) },
    literal("tuple", "()") { .tuple(on: $0) },
    literal("list", "[]") { .list(on: $0) },
    literal("dict", "{}") { .dict(on: $0) },
    .init("bytearray", "bytearray()", .emulated(.empty { [try $0.makeBytearray()] })) {
      .bytearray(on: $0)
    },
    .init("set", "set()", .emulated(.empty { [try $0.makeSet()] })) { .set(on: $0) },
    .init("frozenset", "frozenset()", .emulated(.empty { [try $0.makeFrozenset()] })) {
      .set(on: $0)
    },
  ]

  /// A type by its name, with its module or without, or by one that Python has for it as well; `nil`
  /// for one that is not known.
  public init?(named name: String) {
    let last = name.split(separator: ".").last.map(String.init) ?? name
    let known = Self.all.first { $0.name == name || $0.name == last }
    if let known {
      self = known
    } else if let other = StandardType.otherNames[last],
      let known = Self.all.first(where: { $0.name == other })
    {
      self.init(known, calledBy: last)
    } else {
      return nil
    }
  }
}

extension NamedType {
  /// An instance without content, as byte maps.
  ///
  /// - Throws: ``NotEmulated`` where the build has no such type, or one written in Python.
  public func layout(on build: Build) throws(NotEmulated) -> LayoutReport {
    if case .emulated(let what) = content {
      return try emulated(what, on: build) { object, heap throws(WhatError) in
        var report = try What.made(title, source: "", make: "") { _ in [] }
          .layout(of: object, in: heap, sharing: false)
        report.note = note
        return report
      }
    }
    let (type, estimate) = try estimated(on: build)
    let items = type.tp_itemsize > 0 ? itemCount : 0
    let block = type.block(items: items > 0 ? [("items", items)] : [])
    // What its type asks for by itself, as one run of bytes
    let others = estimate.requests.dropFirst().map { request in
      BlockLayout("fields of C", size: request.size, cType: "char[]")
    }
    return LayoutReport(
      build: build, what: title,
      maps: zip([block] + others, estimate.requests).enumerated().map { index, pair in
        ByteMap(
          pair.0, on: build, allocated: build.allocatedSize(of: [pair.1]),
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
    guard case .emulated(let what) = content else { return try estimated(on: build).1 }
    return try emulated(what, on: build) { object, heap throws(WhatError) in
      let size = try heap.size(of: object)
      let report = try What.made(title, source: "", make: "") { _ in [] }
        .layout(of: object, in: heap, sharing: false)
      return Estimate(
        build: build, shallow: size, size: size, allocated: report.allocated ?? 0,
        requests: try heap.requests(of: object))
    }
  }

  private func emulated<Answer>(
    _ what: What, on build: Build, _ look: (Object, Heap) throws(WhatError) -> Answer
  ) throws(NotEmulated) -> Answer {
    guard type(build) != nil else { throw missing(build) }
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
    guard let type = type(build) else { throw missing(build) }
    // What a class's instances have is what its methods set
    if type.isClass && (type.tp_dictoffset != 0 || type.flags.contains(.managedDict)) {
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

extension What {
  /// What a type's call makes without arguments.
  fileprivate static func empty(_ make: @escaping @Sendable (Heap) throws -> [Object]) -> What {
    .made("", source: "", make: "", emulated: make)
  }
}

extension PyType {
  /// Whether a class statement makes it: a class written in C has its module in `tp_name`.
  fileprivate var isClass: Bool { flags.contains(.heapType) && !tp_name.contains(".") }
}
