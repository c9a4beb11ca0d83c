import CommandLineSupport
import FoundationEssentials
import SystemPackage
import Testing

/// A write that fails is an error: a line on standard error, and an exit code of its own.
@Suite struct OutputTests {
  @Test(arguments: [
    "--help", "--version", "compare --help", "help layout", "--generate-completion-script bash",
    "compare dict --build 3.13", "compare dict --build 3.13 --format json",
    "compare dict --build 3.13 --format csv", "compare dict --build 3.13 --format markdown",
    "compare dict --build 3.13 --format html", "compare dict --build 3.13 --format svg",
    "article --build 3.7.3", "bytes tuple --build 3.13", "layout tuple --build 3.13",
    "estimate dict", "interpreters --python python3", "verify --cases 1", "compare tuple",
  ])
  func fullDisk(_ arguments: String) async throws {
    let run = try await Self.shell("\"$0\" \(arguments) > /dev/full")
    #expect(run.exitCode == 74, "\(arguments): \(run.errors)")
    #expect(run.errors == "pysize: cannot write the output: No space left on device\n")
  }

  @Test func closed() async throws {
    let run = try await Self.shell("\"$0\" compare dict --build 3.13 >&-")
    #expect(run.exitCode == 74)
    #expect(run.errors == "pysize: cannot write the output: Bad file descriptor\n")
  }

  @Test(arguments: [
    "2> /dev/full -c 'import sys; sys.getsizeof(1)'", "--output /dev/full -c 'pass' 2> /dev/null",
  ])
  func summaryOfShadow(_ arguments: String) async throws {
    let run = try await Self.shell("\"$0\" shadow \(arguments)")
    // Where no interpreter has a shared libpython there is no summary
    #expect(run.exitCode == 74 || run.exitCode == 69, "\(run)")
  }

  /// A reader that stops early has read enough.
  @Test(arguments: ["--help", "compare tuple", "article --build 3.7.3"])
  func readerThatGoes(_ arguments: String) async throws {
    let whenGone = "trap '' PIPE; while printf x; do sleep 0.02; done 2> /dev/null"
    let run = try await Self.shell("{ \(whenGone); \"$0\" \(arguments); echo $? >&2; } | true")
    #expect(run.errors == "141\n", "\(run)")
  }

  private static func shell(_ line: String) async throws -> CommandLineRun {
    try await CommandLineRun(
      executable: "/bin/sh", arguments: ["-c", line, Checkout.pysize.string])
  }
}
