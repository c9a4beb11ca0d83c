public import PyLayout

/// A Python package that a record needs.
public struct Package: Hashable, Sendable {
  /// What pip installs.
  public let name: String
  /// The module whose import shows that it is there.
  public let module: String
  /// Python run before the import, to make an old package importable on a newer Python.
  public let preparation: String
  /// The oldest Python that any of its releases runs on.
  public let oldestPython: Version
  /// The newest release for an old Python, where pip does not find it by itself.
  let pinned: @Sendable (Build) -> String?

  init(
    _ name: String, module: String? = nil, preparation: String = "",
    from python: Version = Version(2, 7),
    pinned: @escaping @Sendable (Build) -> String? = { _ in nil }
  ) {
    self.name = name
    self.module = module ?? name
    self.preparation = preparation
    oldestPython = python
    self.pinned = pinned
  }

  /// What pip is asked for on a build: the name, and a version where one has to be named.
  public func requirement(on build: Build) -> String {
    pinned(build).map { "\(name)==\($0)" } ?? name
  }

  /// Why no release runs on the build; `nil` when one does.
  func obstacle(on build: Build) -> String? {
    build.version < oldestPython ? "\(name) needs Python \(oldestPython.series)" : nil
  }

  /// Packages are equal by what pip installs.
  public static func == (a: Package, b: Package) -> Bool { a.name == b.name }

  /// Packages are equal by what pip installs.
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
