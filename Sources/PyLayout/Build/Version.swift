/// A CPython version to the patch level, as `sys.version_info` starts.
public struct Version: Hashable, Sendable {
  /// The first number, 2 or 3.
  public let major: Int
  /// The second number: a series such as 3.13 shares it.
  public let minor: Int
  /// The third number.
  public let patch: Int

  /// A version from its numbers; covered or not is the business of ``Build``.
  public init(_ major: Int, _ minor: Int, _ patch: Int = 0) {
    self.major = major
    self.minor = minor
    self.patch = patch
  }

  /// Whether both are of one series, such as 3.13.
  public func isSameSeries(as other: Version) -> Bool {
    major == other.major && minor == other.minor
  }
}

extension Version: Comparable {
  /// Versions compare number by number.
  public static func < (a: Version, b: Version) -> Bool {
    (a.major, a.minor, a.patch) < (b.major, b.minor, b.patch)
  }
}

extension Version: CustomStringConvertible {
  /// `3.13.0`.
  public var description: String { "\(major).\(minor).\(patch)" }

  /// `3.13`.
  public var series: String { "\(major).\(minor)" }
}

extension Version: LosslessStringConvertible {
  /// Reads `3.13.0`, or `3.13` with patch level 0; `nil` for anything else.
  public init?(_ description: String) {
    let numbers = description.split(separator: ".", omittingEmptySubsequences: false)
      .map { digits in digits.allSatisfy(\.isNumber) ? Int(digits) : nil }
    switch numbers.count {
    case 2, 3:
      guard let major = numbers[0], let minor = numbers[1] else { return nil }
      guard let patch = numbers.count == 3 ? numbers[2] : 0 else { return nil }
      self.init(major, minor, patch)
    default:
      return nil
    }
  }
}

extension Version {
  /// The numbers that a package's version starts with: 2.0.0rc1 is read as 2.0.0.
  public init?(package text: String) {
    let numbers = text.split(separator: ".").prefix(3).map { Int($0.prefix(while: \.isNumber)) }
    guard let first = numbers.first, let major = first else { return nil }
    func number(_ index: Int) -> Int { index < numbers.count ? numbers[index] ?? 0 : 0 }
    self.init(major, number(1), number(2))
  }
}

extension Version {
  /// The newest release of each series that this package covers.
  public static let covered = [
    Version(2, 7, 18), Version(3, 6, 15), Version(3, 7, 17), Version(3, 8, 20),
    Version(3, 9, 25), Version(3, 10, 19), Version(3, 11, 14), Version(3, 12, 12),
    Version(3, 13, 15), Version(3, 14, 8), Version(3, 15, 0),
  ]

  package static let v3_0 = Version(3, 0)
  package static let v3_7 = Version(3, 7)
  package static let v3_8 = Version(3, 8)
  package static let v3_9 = Version(3, 9)
  package static let v3_10 = Version(3, 10)
  package static let v3_11 = Version(3, 11)
  package static let v3_12 = Version(3, 12)
  package static let v3_13 = Version(3, 13)
  package static let v3_14 = Version(3, 14)
  package static let v3_15 = Version(3, 15)
}
