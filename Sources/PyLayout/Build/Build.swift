/// One CPython as far as memory is concerned.
///
/// Written `3.7.3`, `3.13.0t`, `3.14.8d`, `3.11.2@32`, `3.6.15+align16`: `t` and `d` are CPython's
/// ABI flags, `@32` means 4-byte pointers, and a `+` names what the version does not tell.
public struct Build: Hashable, Sendable {
  /// The version, to the patch level.
  public let version: Version
  /// The size of a pointer in bytes: 8 or 4.
  public let pointerSize: Int
  /// Configured with `--disable-gil`: `Py_GIL_DISABLED`.
  public let isFreeThreaded: Bool
  /// Configured with `--with-pydebug`: `Py_DEBUG`.
  public let isDebug: Bool
  /// Keeps all objects in a list: `Py_TRACE_REFS`, which `Py_DEBUG` implies up to 3.7.
  public let tracesReferences: Bool
  /// Objects are aligned to two pointers (bpo-27987): 16 bytes, not 8, on 64-bit.
  ///
  /// Python-build backports this to 3.6.15, so the version alone does not tell.
  public let alignsToTwoPointers: Bool

  /// A build from its facts.
  ///
  /// - Parameters:
  ///   - version: the version to the patch level.
  ///   - pointerSize: 8 or 4 bytes.
  ///   - alignsToTwoPointers: what a live interpreter says; `nil` for what the version implies.
  /// - Throws: ``BuildError`` when the series is not covered or the facts exclude one another.
  public init(
    _ version: Version, pointerSize: Int = 8, isFreeThreaded: Bool = false, isDebug: Bool = false,
    tracesReferences: Bool? = nil, alignsToTwoPointers: Bool? = nil
  ) throws(BuildError) {
    self.version = version
    self.pointerSize = pointerSize
    self.isFreeThreaded = isFreeThreaded
    self.isDebug = isDebug
    // Include/object.h: Py_DEBUG defined Py_TRACE_REFS until bpo-36465, 3.8
    let impliedTraces = isDebug && version < .v3_8
    self.tracesReferences = tracesReferences ?? impliedTraces
    let impliedAlignment = Self.releasedWithTwoPointerAlignment(version, pointerSize: pointerSize)
    self.alignsToTwoPointers = alignsToTwoPointers ?? impliedAlignment

    guard Version.covered.contains(where: version.isSameSeries) else {
      throw BuildError(.uncovered, "\(version)")
    }
    guard pointerSize == 8 || pointerSize == 4 else {
      throw BuildError(
        .impossible("a pointer takes 4 or 8 bytes"), "\(version) with pointers of \(pointerSize)")
    }
    if isFreeThreaded && version < .v3_13 {
      throw BuildError(.impossible("free-threaded builds exist from 3.13 on"), "\(version)t")
    }
    if self.tracesReferences != impliedTraces && version < .v3_8 {
      throw BuildError(
        .impossible("up to 3.7 exactly the debug builds trace references"), "\(self)")
    }
    if self.alignsToTwoPointers != impliedAlignment && (pointerSize == 4 || impliedAlignment) {
      throw BuildError(.impossible("\(version) aligns in one way only"), "\(self)")
    }
  }

  /// bpo-27987 shipped in 2.7.17 and 3.7.4, for 64-bit platforms.
  private static func releasedWithTwoPointerAlignment(_ version: Version, pointerSize: Int) -> Bool
  {
    pointerSize == 8
      && (version.major == 2 ? version >= Version(2, 7, 17) : version >= Version(3, 7, 4))
  }
}

extension Build: CustomStringConvertible {
  /// The build as the command line reads it, such as `3.13.0t` or `3.6.15+align16`.
  public var description: String {
    var text = "\(version)"
    if isFreeThreaded { text += "t" }
    if isDebug { text += "d" }
    if pointerSize == 4 { text += "@32" }
    if tracesReferences && version >= .v3_8 { text += "+tracerefs" }
    let released = Self.releasedWithTwoPointerAlignment(version, pointerSize: pointerSize)
    if alignsToTwoPointers && !released { text += "+align16" }
    return text
  }
}

extension Build {
  /// The newest known release of each covered series, 64-bit.
  public static let released: [Build] = Version.covered.compactMap { try? Build($0) }
}
