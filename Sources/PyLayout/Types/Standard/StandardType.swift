/// A type of CPython's or its standard library's that is written in C, for all builds that have it.
public struct StandardType: Sendable {
  /// What it is called here, on every build alike.
  public let name: String
  /// Python statements that come first.
  public let source: String
  /// The Python expression that makes an instance.
  public let make: String
  /// What that instance has beside its struct.
  package let content: Content
  /// What its `tp_name`s say, and its layout.
  package let known: KnownType

  /// What an instance has beside the struct of its type.
  package enum Content: Sendable {
    /// What the emulator's has: of a literal, or of a call of the type.
    case literal, call
    /// What `sys.getsizeof` counts of a described object, and what its type asks for.
    case described(StandardObject)
    /// A number of items, where its type has items.
    case items(Int)
    /// Room for the variables of the code that it runs, which nothing else shows.
    case variables
    /// Nobody has described it.
    case unknown
  }

  /// - Parameters:
  ///   - names: further ones, between blanks, as ``KnownType/names`` has them.
  ///   - modules: what a `tp_name` begins with; `""` for nothing.
  ///   - since: the first version that has it.
  init(
    _ name: String, _ make: String, _ names: String = "", in modules: [String] = [""],
    kind: Kind? = nil, size: SizeRule? = nil, blocks: UncountedBlocks? = nil,
    content: Content = .items(0), since: Version = Version(2, 7), source: String = "",
    _ layout: @escaping @Sendable (Build) -> PyType?
  ) {
    self.name = name
    self.make = make
    self.source = source
    self.content = content
    known = KnownType(
      [name] + names.split(whereSeparator: \.isWhitespace).map(String.init), in: modules,
      kind: kind, size: size, blocks: blocks
    ) { $0.version < since ? nil : layout($0) }
  }

  /// The type on a build; `nil` when the build has none.
  public func type(on build: Build) -> PyType? {
    known.onBuild(build) { copy $0 }
  }

  /// What `sys.getsizeof` answers for an instance without items, in bytes; `nil` when the build has no
  /// such type.
  public func shallowSize(on build: Build) -> Int? {
    known.onBuild(build) { $0.shallowSize() }
  }

  /// All whose instances have one size, apart from items that `ob_size` counts.
  public static let all: [StandardType] =
    basics + functions + descriptors + iterators + exceptions + collections + modules + threads
    + streams + classes + itertools

  /// Any of them by its name here, or by one that Python has for it as well, without its module.
  package static func named(_ name: String) -> StandardType? { byName[name] }

  private static let byName: [String: StandardType] = {
    let types = builtins + counted + all
    let own = types.map { ($0.name, $0) }
    let others = types.flatMap { type in type.known.names.map { ($0, type) } }
    return Dictionary(own + others) { first, _ in first }
  }()
}
