import CommandLineSupport
import FoundationEssentials
import SystemPackage
import Testing

/// The JSON against the schema that the project ships, by the reference validator.
@Suite struct JSONSchemaTests {
  static let validator = """
    import json, sys
    import jsonschema
    schema = json.load(open(sys.argv[1]))
    jsonschema.validate(json.load(sys.stdin), schema)
    print('valid')
    """

  /// Where Tests/Scripts/test.sh puts the validator.
  static let folder: String = {
    let environment = ProcessInfo.processInfo.environment
    let cache = environment["XDG_CACHE_HOME"] ?? "\(environment["HOME", default: ""])/.cache"
    return "\(cache)/pysize/jsonschema"
  }()

  @Test(arguments: [["--build", "all"], ["--build", "3.13t"], ["--python", "python3"]])
  func compare(_ arguments: [String]) async throws {
    try await validate("compare", arguments)
  }

  @Test(arguments: [
    ["class", "--build", "3.13t"], ["slots", "--build", "2.7"], ["dict", "--python", "python3"],
  ])
  func bytes(_ arguments: [String]) async throws {
    try await validate("bytes", arguments)
  }

  @Test(arguments: [["class"], ["dataclass"], ["-e", "'[1, 2]'"]])
  func estimate(_ arguments: [String]) async throws {
    try await validate("estimate", arguments)
  }

  @Test(arguments: [
    ["class", "--build", "3.13t"], ["type:dict", "--build", "2.7"], ["-e", "None"],
    ["dataclass", "--python", "python3"],
  ])
  func layout(_ arguments: [String]) async throws {
    try await validate("layout", arguments)
  }

  @Test(arguments: ["print(1)", "import sys; sys.getsizeof([]); sys.exit(2)"])
  func shadow(_ program: String) async throws {
    try await validate("shadow", ["-c", "'\(program)' 2>&1 >/dev/null"])
  }

  @Test func heap() async throws {
    try await validate("heap", ["--", "-c", "'x = [object() for i in range(1000)]'"])
  }

  @Test(arguments: [[], ["--values"]]) func heapOfAType(_ arguments: [String]) async throws {
    try await validate(
      "heap", ["--type", "list"] + arguments + ["--", "-c", "'x = [[1] for i in range(100)]'"],
      against: "heap-type")
  }

  @Test func heapSince() async throws {
    let picture = FileManager.default.temporaryDirectory
      .appending(path: "pysize-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: picture) }
    let run = try await CommandLineRun(["heap", "--save", picture, "--", "-c", "pass"])
    #expect(run.exitCode == 0, "\(run.errors)")
    try await validate(
      "heap", ["--since", picture, "--", "-c", "'x = [[1] for i in range(100)]'"],
      against: "heap-since")
  }

  @Test func heapList() async throws {
    try await validate("heap", ["--list"], against: "heap-list")
  }

  @Test func interpreters() async throws {
    try await validate("interpreters", ["--python", "python3"])
  }

  @Test func verify() async throws {
    try await validate("verify", ["--cases", "200", "--seed", "18446744073709551615"])
  }

  private func validate(
    _ command: String, _ arguments: [String], against name: String? = nil
  ) async throws {
    let schema = Checkout.root
      .appending("Sources/PyReport/Schema/\(name ?? command).schema.json").string
    let pipeline = """
      "$0" \(command) --format json \(arguments.joined(separator: " ")) |
      python3 -c "$1" "$2"
      """
    let run = try await CommandLineRun(
      executable: "/bin/sh",
      arguments: ["-c", pipeline, Checkout.pysize.string, Self.validator, schema],
      environment: ["PYTHONPATH": Self.folder])
    #expect(run.output == "valid\n", "\(run.errors)")
  }
}
