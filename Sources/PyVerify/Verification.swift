public import PyLayout

/// How the model and one interpreter agree on random programs.
public struct Verification: Hashable, Sendable {
  /// A program on which they do not.
  public struct Disagreement: Hashable, Sendable {
    /// The program's number in its seed's sequence.
    public let number: Int
    /// The smallest program found that still fails, a line for each statement.
    public let program: String
    /// What differs in that, in lines.
    public let reasons: [String]
  }

  /// The interpreter's build.
  public let build: Build
  /// The seed of the programs.
  public let seed: UInt64
  /// Programs that ran on both sides.
  public internal(set) var checked = 0
  /// Sizes that were compared, each predicted, inspected and answered.
  public internal(set) var figures = 0
  /// Programs on which the sides disagree.
  public internal(set) var disagreed = 0
  /// Programs without an answer of the interpreter's, each also alone.
  public internal(set) var unchecked = 0
  /// Some of the programs that disagree, made as small as possible.
  public internal(set) var disagreements: [Disagreement] = []
  /// Why nothing could be checked; `nil` when it could.
  public internal(set) var reason: String?

  init(_ build: Build, seed: UInt64) {
    self.build = build
    self.seed = seed
  }
}
