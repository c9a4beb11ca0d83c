public import PyLayout

/// One way to store a few named values: a row of the article, and one file of the catalogue.
public protocol Record: Sendable {
  /// The record's name on the command line and in JSON.
  var id: String { get }
  /// The record's name in tables.
  var title: String { get }
  /// The package it needs, if any.
  var package: Package? { get }
  /// What the instances of its fresh class get for their attributes, one after the other, until all
  /// later ones are alike; `nil` where instances do not depend on one another.
  func attributes(_ sample: Sample) -> [CachedKeys.Attributes]?
  /// Whether the values are in it; otherwise it refers to objects, which are not counted.
  var storesValues: Bool { get }
  /// Why the build cannot make it, whatever is installed; `nil` when it can.
  func obstacle(_ sample: Sample) -> String?
  /// The Python that makes it.
  func code(_ sample: Sample) -> Code
  /// Where the article says otherwise than memory does, or what it leaves out; `nil` for nothing.
  func note(_ sample: Sample) -> String?
  /// What it costs.
  ///
  /// - Throws: ``NotModelled`` when the installed version of its package is not known.
  func prediction(_ sample: Sample) throws(NotModelled) -> Prediction
}

extension Record {
  /// No package is needed.
  public var package: Package? { nil }
  /// It refers to its values.
  public var storesValues: Bool { false }
  /// Instances do not depend on one another.
  public func attributes(_ sample: Sample) -> [CachedKeys.Attributes]? { nil }
  /// The article and memory agree.
  public func note(_ sample: Sample) -> String? { nil }
  /// Its package has a release for the build, and a call takes as many arguments as there are fields.
  public func obstacle(_ sample: Sample) -> String? {
    package?.obstacle(on: sample.build) ?? tooManyArguments(sample)
  }

  /// Why a call cannot set as many fields, up to 3.6 at most 255: `ast_for_call`, Python/ast.c; `nil`
  /// when it can.
  public func tooManyArguments(_ sample: Sample) -> String? {
    sample.build.version < Version(3, 7) && sample.fields.names.count > 254
      ? "before Python 3.7 a call takes at most 255 arguments" : nil
  }

  /// The line that begins a class: in 2.7 `object` as its base makes it a new-style class.
  public func classHeader(_ name: String, on build: Build) -> String {
    build.version.major < 3 ? "class \(name)(object):" : "class \(name):"
  }
}

/// The Python that makes a record.
public struct Code: Hashable, Sendable {
  /// Cython source compiled beforehand; `nil` for none.
  public let extensionSource: String?
  /// Statements that make what the expression uses; may be empty.
  public let source: String
  /// The expression that makes one instance; `n` is its number.
  public let make: String
  /// The same for an instance of its own each time, where the compiler makes a constant of `make`.
  public let makeAnother: String

  /// - Parameters:
  ///   - extensionSource: Cython source compiled beforehand.
  ///   - source: statements that make what the expression uses.
  ///   - make: the expression that makes one instance; `n` in it is its number.
  ///   - makeAnother: the same where the compiler makes a constant of `make`.
  public init(
    extensionSource: String? = nil, source: String = "", make: String, makeAnother: String? = nil
  ) {
    self.extensionSource = extensionSource
    self.source = source
    self.make = make
    self.makeAnother = makeAnother ?? make
  }
}

/// Why a record has no prediction: a version of a package whose layouts are not known.
public struct NotModelled: Error, Hashable, Sendable, CustomStringConvertible {
  /// One line: which package, which version.
  public let description: String

  /// A version of a package.
  public init(_ package: String, _ version: String) {
    self.init("\(package) \(version) is not modelled")
  }

  /// Another reason, in one line.
  public init(_ description: String) { self.description = description }
}
