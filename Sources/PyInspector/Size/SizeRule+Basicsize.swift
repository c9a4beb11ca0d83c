internal import PyLayout

extension SizeRule {
  /// `tp_basicsize` of the type that each rule about one struct is for: a type of another size is not
  /// the one that is known.
  ///
  /// A rule that is missing stands here with 0: no build of the series was there to confirm it.
  static func basicsizes(on build: Build) -> [SizeRule: Int] {
    var sizes: [SizeRule: Int] = [:]
    for known in KnownType.all {
      guard let rule = known.sizeRule, let type = known.type(on: build) else { continue }
      sizes[rule] = type.tp_basicsize
    }
    // Free-threaded ones have a mutex more, and none was there to confirm where
    if build.version >= .v3_14 && build.isFreeThreaded { sizes[.ctype] = 0 }
    return sizes
  }
}
