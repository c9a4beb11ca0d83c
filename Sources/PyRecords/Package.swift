public import PyLayout

/// A Python package that a record needs.
public struct Package: Hashable, Sendable {
  /// The last release for the Pythons below one.
  public struct LastRelease: Hashable, Sendable {
    /// The oldest Python that the next release runs on.
    public let below: Version
    /// The release.
    public let version: Version
    /// Whether pip has to be told, because a later release does not say that it needs a newer Python.
    public let isPinned: Bool

    /// The last release for the Pythons below one.
    public init(below: Version, version: Version, isPinned: Bool = false) {
      self.below = below
      self.version = version
      self.isPinned = isPinned
    }
  }

  /// What pip installs.
  public let name: String
  /// The module whose import shows that it is there.
  public let module: String
  /// Python run before the import, to make an old package importable on a newer Python.
  public let preparation: String
  /// The oldest Python that any of its releases runs on.
  public let oldestPython: Version
  /// The last releases for old Pythons, as far as their layouts differ from the newest one's.
  public let lastReleases: [LastRelease]

  /// - Parameters:
  ///   - name: what pip installs.
  ///   - module: the module whose import shows that it is there; `nil` for the name.
  ///   - preparation: Python run before the import.
  ///   - python: the oldest Python that any of its releases runs on.
  ///   - lastReleases: the last ones for old Pythons, as far as their layouts differ.
  public init(
    _ name: String, module: String? = nil, preparation: String = "",
    from python: Version = Version(2, 7), lastReleases: [LastRelease] = []
  ) {
    self.name = name
    self.module = module ?? name
    self.preparation = preparation
    oldestPython = python
    self.lastReleases = lastReleases
  }

  /// What pip is asked for on a build: the name, and a version where one has to be named.
  public func requirement(on build: Build) -> String {
    guard let last = lastRelease(for: build), last.isPinned else { return name }
    return "\(name)==\(last.version)"
  }

  /// Why no release runs on the build; `nil` when one does.
  func obstacle(on build: Build) -> String? {
    build.version < oldestPython ? "\(name) needs Python \(oldestPython.series)" : nil
  }

  /// The version whose layouts a sample has: the installed one, or the newest that the build can
  /// have; `nil` for the newest of all.
  public func version(for sample: Sample) -> Version? {
    sample.packageVersion.flatMap(Version.init(package:))
      ?? lastRelease(for: sample.build)?.version
  }

  private func lastRelease(for build: Build) -> LastRelease? {
    lastReleases.filter { build.version < $0.below }.min { $0.below < $1.below }
  }
}
