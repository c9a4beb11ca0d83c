import OracleSupport
import Testing

/// What the tests ask, and what becomes of a program that does not listen.
@Suite struct OracleTests {
  /// More than a pipe holds.
  private static let question = String(repeating: "x", count: 1 << 20)

  @Test("a program may end without reading its input", arguments: [0, 1, 1 << 16])
  func unread(_ length: Int) async throws {
    let program = "import os, sys; os.read(0, int(sys.argv[1])); print('done')"
    let python = try #require(Oracle.onPath("python3"))
    let output = try await Oracle.run(
      python, ["-S", "-c", program, "\(length)"], input: Self.question)
    #expect(output == "done\n")
  }

  @Test("what a program says that fails without reading its input is told")
  func unreadFailure() async throws {
    let python = try #require(Oracle.onPath("python3"))
    let failure = await #expect(throws: Oracle.Failure.self) {
      try await Oracle.run(python, ["-S", "-c", "raise SystemExit('no')"], input: Self.question)
    }
    #expect(failure?.description.hasSuffix("no\n") == true, "\(String(describing: failure))")
  }
}
