import FoundationEssentials
package import SeededRandom

extension SplitMix64 {
  /// The seed of a run: `PYSIZE_TEST_SEED`, or one that is always the same.
  package static let seed: UInt64 =
    ProcessInfo.processInfo.environment["PYSIZE_TEST_SEED"].flatMap { UInt64($0) } ?? 0x5EED
}
