public import PyLayout

/// Which instance of a record is asked for: on which build, with which fields, and its number.
public struct Sample: Hashable, Sendable {
  /// The CPython it lives in.
  public var build: Build
  /// The names it stores values under.
  public var fields: Fields
  /// Its number among the instances of a fresh class, from 1 on; a lower one is taken for 1; `nil` for
  /// the first from which on all are alike.
  public var nth: Int? {
    didSet { nth = nth.map { max(1, $0) } }
  }
  /// The version of the record's package; `nil` for the newest that the build can have.
  public var packageVersion: String?

  /// A sample; without a package version, the newest that the build can have is meant.
  public init(
    build: Build, fields: Fields = .article, nth: Int? = nil, packageVersion: String? = nil
  ) {
    self.build = build
    self.fields = fields
    self.nth = nth.map { max(1, $0) }
    self.packageVersion = packageVersion
  }
}
