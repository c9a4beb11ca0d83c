import FoundationEssentials
import PyBridge
import PyLayout
import SystemPackage
import Testing

/// What an interpreter said is kept as long as it is the same interpreter.
@Suite(.serialized) struct ProbeCacheTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private var cache: FilePath { scratch.folder.appending("cache") }

  private func found(_ path: FilePath) async throws -> Interpreter {
    let finder = InterpreterFinder(
      environment: Fixture.environment, timeLimit: Fixture.patience, cache: cache)
    return try #require(await finder.find([path.string]).first).get()
  }

  private var kept: [URL] {
    let folder = cache.appending("interpreters").string
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.map { URL(filePath: "\(folder)/\($0)") }
  }

  @Test func anInterpreterIsAskedOnce() async throws {
    let interpreters = await Fixture.interpreters.value
    let first = try #require(interpreters.first)
    let last = try #require(interpreters.last)
    let link = scratch.folder.appending("python")
    try FileManager.default.createSymbolicLink(
      atPath: link.string, withDestinationPath: first.executable.string)
    #expect(try await found(link).build == first.build)

    // Another answer in its place is taken for its own
    let file = try #require(kept.first)
    let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    let lie = text.replacing(#/("version":\[\d+,\d+),\d+\]/#) { "\($0.1),0]" }
    try Data(lie.utf8).write(to: file)
    #expect(try await found(link).build.version.patch == 0)

    try Data("{\"path\":".utf8).write(to: file)
    #expect(try await found(link).build == first.build, "a damaged file is no answer")

    try FileManager.default.removeItem(atPath: link.string)
    try FileManager.default.createSymbolicLink(
      atPath: link.string, withDestinationPath: last.executable.string)
    #expect(try await found(link).build == last.build, "another interpreter is asked again")
  }

  @Test func aWrapperIsAskedEveryTime() async throws {
    let interpreter = try #require(await Fixture.interpreters.value.first)
    let wrapper = try scratch.script("python", "exec \(interpreter.executable) \"$@\"")
    #expect(try await found(wrapper).build == interpreter.build)
    #expect(kept.isEmpty)
  }

  @Test func aFolderThatCannotBeWrittenIsNoObstacle() async throws {
    let interpreter = try #require(await Fixture.interpreters.value.first)
    _ = try scratch.file("cache", "in the way")
    #expect(try await found(interpreter.executable).build == interpreter.build)
  }
}
