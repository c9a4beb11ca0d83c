import CommandLineSupport
import SystemPackage
import Testing

/// What shells know of the command line.
@Suite struct CompletionTests {
  @Test(arguments: ["bash", "zsh", "fish"]) func everyCommandIsCompleted(_ shell: String)
    async throws
  {
    let run = try await CommandLineRun(["--generate-completion-script", shell])
    #expect(run.exitCode == 0, "\(run.errors)")
    let commands = [
      "compare", "article", "bytes", "layout", "estimate", "verify", "shadow", "heap",
      "interpreters",
    ]
    for command in commands { #expect(run.output.contains(command), "\(shell): \(command)") }
    // A record by its id
    #expect(run.output.contains("msgspec-nogc"), "\(shell)")
  }

  /// bash itself completes `pysize lay`, a record's id, an option, and what an option takes.
  @Test(arguments: [
    ("lay", "layout"), ("compare datac", "dataclass-slots"), ("heap --si", "--since"),
    ("heap --va", "--values"), ("heap --pause st", "stop"), ("heap --format sv", "svg"),
  ])
  func bashCompletes(_ typed: String, _ completed: String) async throws {
    let script = """
      source <("$0" --generate-completion-script bash)
      COMP_WORDS=(pysize $1)
      COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
      COMP_LINE="pysize $1"
      COMP_POINT=${#COMP_LINE}
      _pysize pysize "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
      echo "${COMPREPLY[@]}"
      """
    let run = try await CommandLineRun(
      executable: "/bin/bash", arguments: ["-c", script, Checkout.pysize.string, typed])
    #expect(run.output.split { $0.isWhitespace }.contains { $0 == completed }, "\(run)")
  }
}
