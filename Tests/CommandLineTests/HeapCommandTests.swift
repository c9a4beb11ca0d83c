import CommandLineSupport
import FoundationEssentials
import OracleSupport
import SystemPackage
import Testing

/// `pysize heap` as one uses it.
@Suite struct HeapCommandTests {
  private static let program = "'x = [object() for i in range(2000)]; import sys; sys.exit(3)'"

  /// A file's path for one test.
  private static func path(_ name: String) -> String {
    FileManager.default.temporaryDirectory.appending(path: "pysize-\(UUID().uuidString)-\(name)")
      .path
  }

  private func shell(_ script: String) async throws -> CommandLineRun {
    try await CommandLineRun(
      executable: "/bin/sh", arguments: ["-c", script, Checkout.pysize.string])
  }

  @Test func aProgramIsLookedAtWhenItHasRun() async throws {
    let run = try await shell(#""$0" heap --type object -- -c \#(Self.program)"#)
    #expect(run.output.contains("object: 2"), "\(run)")
    // The program's own exit code
    #expect(run.exitCode == 3, "\(run)")
  }

  @Test(arguments: [["-u"], ["-OO", "-B"], ["-X", "dev"], ["-Xdev", "-Werror", "-s"]])
  func pythonsOptionsStandBeforeTheProgram(_ options: [String]) async throws {
    let code = "import sys; x = [object() for i in range(2000)]; print(sys.flags.optimize)"
    let run = try await CommandLineRun(
      ["heap", "--type", "object", "--"] + options + ["-c", code])
    #expect(run.exitCode == 0 && run.output.contains("object: 2"), "\(run)")
    #expect(run.output.contains(options.contains("-OO") ? "2\n" : "0\n"), "\(run)")
  }

  @Test func nothingButAPictureIsReplaced() async throws {
    let path = Self.path("precious")
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data("precious".utf8).write(to: URL(filePath: path))
    let refused = try await CommandLineRun(["heap", "--save", path, "--", "-c", "x = 1"])
    #expect(refused.exitCode == 74 && refused.errors.contains("is no picture"), "\(refused)")
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "precious")
    try FileManager.default.removeItem(atPath: path)
    for _ in 0..<2 {
      let saved = try await CommandLineRun(["heap", "--save", path, "--", "-c", "x = 1"])
      #expect(saved.exitCode == 0, "\(saved.errors)")
    }
  }

  /// Lists that claim 2 to the 60th items each, as whoever writes over them may leave them.
  @Test func whatIsDamagedIsNotAddedUp() async throws {
    let code = """
      import ctypes
      x = [[] for i in range(100)]
      for each in x: ctypes.c_ssize_t.from_address(id(each) + 16).value = 1 << 60
      """
    let run = try await CommandLineRun(["heap", "--type", "list", "--values", "--", "-c", code])
    #expect(run.output.contains("list: "), "\(run)")
  }

  @Test func classesAloneHaveTheirFields() async throws {
    let run = try await CommandLineRun(["heap", "--type", "type", "--", "-c", "x = 1"])
    let line = run.output.split(separator: "\n").first { $0.hasPrefix("ht_name") } ?? ""
    let words = line.split(separator: " ")
    // All of them are texts
    #expect(words.count == 4 && words[2] == "str" && words[1] == words[3], "\(run)")
  }

  @Test func aSavedPictureGivesTheSameAnswers() async throws {
    let picture = Self.path("picture")
    defer { try? FileManager.default.removeItem(atPath: picture) }
    let live = try await shell(
      #""$0" heap --format csv --save \#(picture) -- -c \#(Self.program)"#)
    #expect(live.output.contains("\nowner,objects"), "\(live)")
    let mode = try FileManager.default.attributesOfItem(atPath: picture)[.posixPermissions]
    #expect("\(mode ?? 0)" == "\(0o600)")
    let rooted = try await CommandLineRun(["heap", picture, "--root", "/"])
    #expect(rooted.exitCode == 64 && rooted.errors.contains("goes with a core"), "\(rooted)")
    let saved = try await CommandLineRun(["heap", picture, "--format", "csv"])
    #expect(saved.exitCode == 0 && saved.output == live.output, "\(saved.errors)")
  }

  @Test(arguments: [
    (["heap"], 64, "name a process"), (["heap", "1", "--list"], 64, "--list"),
    (["heap", "1", "--", "a.py"], 64, "not both"), (["heap", "1", "--after", "1"], 64, "--after"),
    (["heap", "--after", "x", "--", "a.py"], 64, "no number of seconds"),
    (["heap", "--pause", "sto", "1"], 64, "did you mean 'stop'?"),
    (["heap", "2147483647"], 69, "there is no process 2147483647"),
    (["heap", "/nowhere/core"], 69, "/nowhere/core"), (["heap", "/etc/passwd"], 69, "/etc/passwd"),
    (["heap", "/"], 69, "/"), (["heap", "--list", "--format", "svg"], 64, "svg"),
    (["heap", "a.picture", "--type", "list", "--format", "svg"], 64, "svg"),
    (["heap", "1", "--values"], 64, "--values goes with --type"),
    (["heap", "1", "--since", "a.picture", "--type", "list"], 64, "leave --type out"),
    (["heap", "--list", "--since", "a.picture"], 64, "--list"),
    (["heap", "1", "--since", "a.picture", "--save", "a.picture"], 64, "would replace"),
    (["heap", "--top", "-1", "1"], 64, "'-1' is no number of types"),
    (["heap", "--after", "-1", "--", "a.py"], 64, "'-1' is no number of seconds"),
    (["heap", "--pause", "-1", "1"], 64, "there is no pause '-1'"),
    (["heap", "--top", "--list"], 64, "'--list' is no number of types"),
    (["heap", "382x"], 69, "neither a process's number nor a file"),
    (["heap", "+1"], 69, "neither a process's number nor a file"),
    (["heap", "001"], 69, "neither a process's number nor a file"),
    (["heap", "0"], 69, "neither a process's number nor a file"),
    (["heap", "-1"], 64, "-1"),
    (["heap", "--", "nosuch.py"], 69, "nosuch.py: there is no such file"),
    (["heap", "--", "python3", "a.py"], 69, "leave the interpreter out"),
    (["heap", "--", "/"], 69, "/ is a folder"),
    (["heap", "--", "-u", "-c"], 64, "nothing follows -c"),
    (["heap", "--", "-m"], 64, "nothing follows -m"),
    (["heap", "--", "-i", "a.py"], 64, "'-i' is no option"),
    (["heap", "--", "-u"], 64, "name a program"),
    (["heap", "--", ""], 64, "name a program"), (["heap", ""], 64, "name a process"),
    (["heap", "--save", "", "--", "-c", "1"], 64, "nothing follows --save"),
    (["heap", "--since", "", "1"], 64, "nothing follows --since"),
    (["heap", "--python", "", "--", "-c", "1"], 64, "nothing follows --python"),
    (["heap", "--python", "all", "--", "-c", "1"], 64, "one interpreter runs a program"),
    (["heap", "--python", "nosuch", "--", "-c", "1"], 69, "give a path, or a version"),
    (["heap", "--list", "--type", "str"], 64, "leave --type out"),
    (["heap", "--list", "--save", "x"], 64, "leave --save out"),
    (["heap", "--list", "--pause", "none"], 64, "leave --pause out"),
    (["heap", "1", "--list"], 64, "name none"),
    (["heap", "--after", "0x10", "--", "a.py"], 64, "'0x10' is no number of seconds"),
    (["heap", "--after", "inf", "--", "a.py"], 64, "'inf' is no number of seconds"),
    (["heap", "--after", "1e30", "--", "nosuch.py"], 69, "nosuch.py"),
    (["heap", "/nowhere/core", "--root", "/nowhere"], 64, "no folder '/nowhere'"),
    (["heap", "/nowhere/core", "--root", "/etc/passwd"], 64, "no folder '/etc/passwd'"),
    (["heap", "/nowhere/core", "--root", ""], 64, "nothing follows --root"),
    (["heap", "1", "--root", "/"], 64, "--root goes with a core file"),
    (["shadow", "--python", "all", "a.py"], 64, "one interpreter runs a program"),
  ])
  func mistakesHaveOneLine(_ arguments: [String], _ code: Int32, _ words: String) async throws {
    let run = try await CommandLineRun(arguments)
    #expect(run.exitCode == code && run.output.isEmpty, "\(arguments): \(run)")
    #expect(run.errors.contains(words), "\(arguments): \(run.errors)")
    if code == 69 { #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)") }
  }

  @Test func aTypeThatIsNotThereIsNamed() async throws {
    let run = try await shell(#""$0" heap --type objet -- -c \#(Self.program)"#)
    #expect(run.exitCode == 69 && run.errors.contains("did you mean 'object'?"), "\(run)")
  }

  /// A program whose objects hold what nobody else may read: `hunter2`, in ten ways.
  private static let secrets = Checkout.root
    .appending("Tests/CommandLineTests/Python/secrets.py").string

  /// Names of types and attributes, and figures: nothing else, unless one asks for it.
  @Test(arguments: ["text", "json", "csv", "markdown", "html", "svg"])
  func nothingOfTheContentIsShown(_ format: String) async throws {
    for arguments in [[], ["--type", "Account"], ["--type", "Vault"], ["--type", "str"]] {
      if format == "svg" && !arguments.isEmpty { continue }
      let run = try await CommandLineRun(
        ["heap", "--format", format] + arguments + ["--", Self.secrets])
      #expect(run.exitCode == 0, "\(arguments): \(run.errors)")
      #expect(!run.output.contains("hunter2"), "\(arguments): \(run.output)")
      let name = arguments.last ?? "dict"
      #expect(run.output.contains(name) || format == "svg", "\(arguments): \(run.output)")
    }
  }

  @Test func valuesAreShownWhereOneAsksForThem() async throws {
    let run = try await CommandLineRun([
      "heap", "--type", "Vault", "--values", "--format", "csv", "--", Self.secrets,
    ])
    let one = try await CommandLineRun(["heap", "--type", "Vault", "--", Self.secrets])
    #expect(one.output.contains("Vault: 1 object, "), "\(one)")
    let expected = [
      ("words", "['hunter2', (…)]"), ("number", "3.25"), ("data", "bytearray(b'hunter2')"),
    ]
    for (name, text) in expected {
      let line = run.output.split(separator: "\n").first { $0.contains("value,\(name),") }
      #expect(line?.contains(text) == true, "\(name): \(run)")
    }
    let set = run.output.split(separator: "\n").first { $0.contains("value,code,") } ?? ""
    #expect(set.contains("{2, 'hunter2'}") || set.contains("{'hunter2', 2}"), "\(run)")
    let slots = try await CommandLineRun([
      "heap", "--type", "Account", "--values", "--", Self.secrets,
    ])
    #expect(slots.output.contains("{'hunter2': b'hunter2'}"), "\(slots)")
  }

  @Test func whatHasGrownComesFirst() async throws {
    let picture = Self.path("picture")
    defer { try? FileManager.default.removeItem(atPath: picture) }
    let before = try await CommandLineRun([
      "heap", "--save", picture, "--", "-c", "class Order: pass\nx = [Order() for i in range(10)]",
    ])
    #expect(before.exitCode == 0, "\(before.errors)")
    let code = "class Order: __slots__ = 'a'\nx = [Order() for i in range(30_010)]"
    let after = try await CommandLineRun([
      "heap", "--since", picture, "--format", "csv", "--", "-c", code,
    ])
    let types = after.output.split(separator: "\n").filter { $0.hasPrefix("type,") }
    #expect(types.first?.hasPrefix("type,Order,__main__,,10,30010,") == true, "\(after)")
    let same = try await CommandLineRun(["heap", picture, "--since", picture])
    #expect(same.exitCode == 0 && same.output.contains("as many as before"), "\(same)")
    // Before a program is run in vain
    let gone = try await CommandLineRun([
      "heap", "--since", "/nowhere", "--", "-c", "print('ran')",
    ])
    #expect(gone.exitCode == 69 && gone.errors.contains("/nowhere"), "\(gone)")
    #expect(!gone.output.contains("ran") && !gone.errors.contains("ran"), "\(gone)")
  }

  /// A core file does not tell which pages of files were in memory.
  @Test func aCoreIsComparedWithoutFiles() async throws {
    guard let gcore = Oracle.onPath("gcore") else {
      print("skipped: a core file compared with its process because there is no gcore")
      return
    }
    let folder = Self.path("cores")
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try await #require(LiveBuild.newest().first).required().converse(
      "\(Checkout.root.appending("Tests/CommandLineTests/Python/counting.py"))", extra: [:]
    ) { conversation in
      let _: Int = try await conversation.hear()
      _ = try await Oracle.run(gcore, ["-o", "\(folder)/core", "\(conversation.pid)"])
      let core = "\(folder)/core.\(conversation.pid)"
      for arguments in [["\(conversation.pid)", "--since", core], [core, "--since", core]] {
        let run = try await CommandLineRun(["heap"] + arguments)
        #expect(run.exitCode == 0 && run.output.contains("without what is read"), "\(run)")
        #expect(!run.output.contains("program and libraries"), "\(run)")
        #expect(!run.output.contains("another process"), "\(run)")
      }
      // What it does not tell is said, and is no 0
      let alone = try await CommandLineRun(["heap", core])
      let words = alone.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      #expect(words.contains("in memory is what the core file has"), "\(alone)")
      let rows = alone.output.split(separator: "\n").map { $0.split(separator: " ") }
      for row in rows where row.starts(with: ["files"]) || row.starts(with: ["shared", "memory"]) {
        #expect(row.last != "0" && row.last != "0.0", "\(alone)")
      }
    }
  }

  /// A picture's areas, in a file of their own.
  @Test func areasAreAPictureOfTheirOwn() async throws {
    let run = try await CommandLineRun(["heap", "--format", "svg", "--", "-c", "pass"])
    #expect(run.exitCode == 0 && run.output.contains("<title>str: "), "\(run.errors)")
    #expect(!run.output.contains("href"))
  }
}
