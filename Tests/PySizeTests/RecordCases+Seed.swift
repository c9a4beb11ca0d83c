import OracleSupport
import PyLayout
import PySizeTestSupport
import SeededRandom

extension RecordCases {
  /// Some of each record's 55 cases that a build can make, as the seed says, and all in CI's own step.
  static func some(on build: Build) -> [Case] {
    SplitMix64.each(15, of: all(on: build, everyInstance: true))
  }
}
