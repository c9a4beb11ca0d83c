import FoundationEssentials
package import SeededRandom

extension SplitMix64 {
  /// The seed of a run: `PYSIZE_TEST_SEED`, or one that is always the same.
  package static let seed: UInt64 =
    ProcessInfo.processInfo.environment["PYSIZE_TEST_SEED"].flatMap { UInt64($0) } ?? 0x5EED

  /// How many of `all` random cases a run takes: all where `PYSIZE_TEST_CASES` is `all`, as CI has
  /// it in a step of its own, and a twentieth elsewhere.
  package static func cases(of all: Int) -> Int { takesAll ? all : max(1, all / 20) }

  /// Those of a grid's cases that a run takes: all where ``cases(of:)`` does, and elsewhere each nth, from
  /// where the seed says.
  package static func each<Case>(_ nth: Int, of cases: [Case]) -> [Case] {
    if takesAll { return cases }
    return stride(from: Int(seed % UInt64(nth)), to: cases.count, by: nth).map { cases[$0] }
  }

  private static let takesAll =
    ProcessInfo.processInfo.environment["PYSIZE_TEST_CASES"] == "all"
}
