/// Python that makes an object, and what to measure of it.
public struct Snippet: Codable, Hashable, Sendable {
  /// An expression over `ob`, the object made, and what its figure is called.
  public struct Part: Codable, Hashable, Sendable {
    /// The part's name: `instance`, `__dict__`, …
    public let name: String
    /// A Python expression whose value is the number of bytes, `sys.getsizeof(ob.__dict__)`, or
    /// another number to report; or else a text that says why there is none.
    public let size: String

    /// A part and how it is measured.
    public init(name: String, size: String) {
      self.name = name
      self.size = size
    }
  }

  /// A package that has to be importable.
  public struct Package: Codable, Hashable, Sendable {
    /// What pip installs: `attrs`.
    public let name: String
    /// What is imported to have it and its `__version__`: `attr`.
    public let module: String
    /// Python run before the import, to make an old package importable; may be empty.
    public let preparation: String

    /// A package by its pip name and its module.
    public init(name: String, module: String, preparation: String = "") {
      self.name = name
      self.module = module
      self.preparation = preparation
    }
  }

  /// Names the snippet among the others; the measurement carries it back.
  public let id: String
  /// The package it needs, if any.
  public let package: Package?
  /// Cython source to compile; its public names are there when `source` runs. `nil` for none.
  public let extensionSource: String?
  /// Statements that come first; compiled once for all snippets that have the same.
  public let preamble: String
  /// Statements that define what `make` uses.
  public let source: String
  /// The expression that makes one object; `n` is its number, from 1 on.
  public let make: String
  /// How many to make, all kept alive; the last one is measured.
  public let count: Int
  /// What to measure of the last one, in order, right after it is made.
  public let parts: [Part]
  /// Expressions over `ob` whose values are objects to look at beside it, by what they are called;
  /// made after the parts were measured.
  public var besides: [String: String] = [:]
  /// Whether `sys.getsizeof` of the last one is asked after that; what it runs or raises is not an
  /// error.
  public var asksSize = false
  /// A text that names what it makes, shared by the snippets that make the same: where making it
  /// once takes too long, the others are not tried. `nil` where no other makes it.
  public var subject: String?

  /// A snippet from its parts.
  public init(
    id: String, package: Package?, extensionSource: String?, preamble: String = "",
    source: String, make: String, count: Int, parts: [Part]
  ) {
    self.id = id
    self.package = package
    self.extensionSource = extensionSource
    self.preamble = preamble
    self.source = source
    self.make = make
    self.count = count
    self.parts = parts
  }
}
