import PyInspector
public import PyLayout
public import PyReport

/// A type by its name, of which no instance is needed to say where its fields are.
public struct NamedType: Sendable {
  /// What it is called.
  public let name: String
  private let type: @Sendable (Build) -> PyType?

  private init(_ name: String, _ type: @escaping @Sendable (Build) -> PyType?) {
    self.name = name
    self.type = type
  }

  /// All that are known, by name: types written in C, for a class's instances are what its methods
  /// set.
  public static let all: [NamedType] =
    (builtins
    + StandardType.all.filter { standard in
      Build.released.last.flatMap { standard.type(on: $0) }.map(isInC) ?? true
    }.map { standard in .init(standard.name) { standard.type(on: $0) } })
    .sorted { $0.name < $1.name }

  private static func isInC(_ type: PyType) -> Bool { !type.flags.contains(.heapType) }

  private static let builtins: [NamedType] = [
    .init("int") { .int(on: $0) }, .init("bool") { .bool(on: $0) },
    .init("str") { .str(on: $0) }, .init("bytes") { .bytes(on: $0) },
    .init("bytearray") { .bytearray(on: $0) }, .init("tuple") { .tuple(on: $0) },
    .init("list") { .list(on: $0) }, .init("dict") { .dict(on: $0) },
    .init("set") { .set(on: $0) }, .init("frozenset") { .set(on: $0) },
    .init("array") { .array(on: $0) }, .init("deque") { .deque(on: $0) },
    .init("OrderedDict") { $0.version < .v3_0 ? nil : .odict(on: $0) },
    .init("defaultdict") { .defaultdict(on: $0) }, .init("code") { .code(on: $0) },
    .init("frame") { .frame(on: $0) },
  ]

  /// A type by its name; `nil` for one that is not known.
  public init?(named name: String) {
    // The module may stand before it
    let last = name.split(separator: ".").last.map(String.init) ?? name
    guard let known = Self.all.first(where: { $0.name == name || $0.name == last }) else {
      return nil
    }
    self = known
  }

  /// The type that an interpreter has under that name; `nil` for a user's class, whatever its name.
  init?(of type: TypeFacts) {
    guard !type.isUsers else { return nil }
    self.init(named: type.name)
  }

  /// Where the fields of an instance are; `nil` where the interpreter's type is of another size.
  func block(like facts: TypeFacts, on build: Build) -> BlockLayout? {
    guard let type = type(build), type.tp_basicsize == facts.tp_basicsize else { return nil }
    return type.block()
  }

  /// An instance's block without items.
  ///
  /// - Throws: ``NotEmulated`` where the build has no such type.
  public func layout(on build: Build) throws(NotEmulated) -> LayoutReport {
    let (type, estimate) = try estimated(on: build)
    let block = type.block()
    return LayoutReport(
      build: build, what: "type:\(name)",
      maps: [
        ByteMap(block, on: build, allocated: build.allocatedSize(of: block.size, in: type.domain))
      ], size: estimate.size,
      note: type.tp_itemsize > 0
        ? "without items, which take \(type.tp_itemsize) bytes each"
        : type.optionalSize > 0 ? "without a tzinfo it has no room for one" : nil)
  }

  /// What an instance without items costs.
  ///
  /// - Throws: ``NotEmulated`` where the build has no such type.
  public func estimate(on build: Build) throws(NotEmulated) -> Estimate {
    try estimated(on: build).1
  }

  private func estimated(on build: Build) throws(NotEmulated) -> (PyType, Estimate) {
    guard let type = type(build), Self.isInC(type) else {
      throw NotEmulated("there is no type '\(name)' written in C")
    }
    let size = type.shallowSize()
    let request = Request(size - type.optionalSize, type.domain)
    return (
      type,
      Estimate(
        build: build, shallow: size, size: size, allocated: build.allocatedSize(of: [request]),
        requests: [request])
    )
  }
}
