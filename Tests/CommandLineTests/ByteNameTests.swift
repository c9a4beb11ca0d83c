import CommandLineSupport
import OracleSupport
import PySize
import SystemPackage
import Testing

/// Names that are no UTF-8, wherever the system has names, and a locale that knows ASCII alone.
@Suite struct ByteNameTests {
  /// A shell's commands in a folder `caf\xe9` with the files of a user; PYSIZE and PYTHON are set.
  private func run(_ commands: String, on interpreter: OracleSupport.Interpreter) async throws
    -> CommandLineRun
  {
    let script = """
      set -e
      work=$(mktemp -d)
      trap 'rm -rf "$work"' EXIT
      folder=$work/$(printf 'caf\\351')
      mkdir "$folder" && cd "$folder"
      printf 'class Helper(object):\\n  pass\\n' >helper.py
      cat >"$(printf 'sh\\351p').py" <<END
      # -*- coding: utf-8 -*-
      import helper
      class Order(object):
        name = 'é'
        def __init__(self, x=1, y=2): self.x = x; self.y = y
      END
      ln -s "$PYTHON" python
      \(commands)
      """
    return try await CommandLineRun(
      executable: "/bin/bash", arguments: ["-c", script],
      environment: [
        "LANG": nil, "LC_ALL": nil, "PYSIZE": Checkout.pysize.string,
        "PYTHON": interpreter.executable,
      ])
  }

  static let commands = [
    #""$PYSIZE" layout --python "$PYTHON" "$(printf 'sh\351p').py:Order""#,
    #""$PYSIZE" layout --python "$PYTHON" "$PWD/$(printf 'sh\351p').py:Order()""#,
    #""$PYSIZE" estimate --python "$PYTHON" "$(printf 'sh\351p').py:Order""#,
    #""$PYSIZE" layout --python "$PYTHON" helper:Helper"#,
    #""$PYSIZE" layout --python "$PYTHON" -e "__import__('helper').Helper()""#,
    #"cd / && PYTHONPATH=$folder "$PYSIZE" layout --python "$PYTHON" helper:Helper"#,
    #""$PYSIZE" compare --python "$PWD/python" tuple"#,
    #"HOME="$PWD" "$PYSIZE" compare --python "$PYTHON" tuple"#,
    #"cp "$PYSIZE" . && ./pysize compare --python "$PYTHON" tuple"#,
    #"echo 'import sys; sys.getsizeof(1)' >p.py && "$PYSIZE" shadow --python "$PYTHON" "$PWD/p.py""#,
  ]

  @Test("a name that is no UTF-8 is one as any", arguments: await LiveBuild.all(), commands)
  func names(_ live: LiveBuild, _ command: String) async throws {
    let interpreter = try live.required()
    // How a name reaches Python is each version's own; what else has names is pysize's
    let version = interpreter.build.version
    let isPysizes = !Self.commands.prefix(3).contains(command)
    if isPysizes && version >= Version(3, 7) && version < Version(3, 13) { return }
    let run = try await run(command, on: interpreter)
    #expect(run.exitCode == 0, "\(interpreter.build): \(command): \(run.errors)")
  }

  @Test("what is not there is told with its bytes")
  func absent() async throws {
    let interpreter = try #require(await LiveBuild.all().first).required()
    let command = #""$PYSIZE" layout "$(printf 'n\351').py:Order""#
    let run = try await run(command, on: interpreter)
    #expect(run.errors.contains(#"there is no file 'n\xe9.py'"#), "\(run.errors)")
    #expect(run.exitCode == 64)
  }

  @Test("a literal is the same in any locale", arguments: await LiveBuild.all())
  func literals(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    let arguments = [
      "layout", "--python", interpreter.executable, "-e", "u'é€'", "--format", "json",
    ]
    let plain = try await CommandLineRun(arguments, environment: ["LANG": nil, "LC_ALL": "C"])
    let other = try await CommandLineRun(arguments, environment: ["LC_ALL": "C.UTF-8"])
    #expect(plain.exitCode == 0 && plain.output == other.output, "\(interpreter.build)")
  }
}
