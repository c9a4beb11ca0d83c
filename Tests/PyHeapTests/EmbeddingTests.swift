import FoundationEssentials
import OracleSupport
import PyHeap
import PyLayout
import PySize
import Subprocess
import SystemPackage
import Testing

/// Programs of others with a CPython in them.
@Suite struct EmbeddingTests {
  @Test("a program that has some of libpython's data is read", arguments: await LiveBuild.all())
  func copiedData(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    let build = interpreter.build
    let folder = FileManager.default.temporaryDirectory.path + "/pysize-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    guard let program = try await Self.compiled(for: interpreter, in: folder) else { return }
    try await program().look { pid, _ in
      let heap = try ProcessHeap(ofProcess: pid)
      #expect(heap.build == build, "\(build)")
      let kept = heap.types.first { $0.qualifiedName == "__main__.Kept" }
      #expect(kept?.count == 1000, "\(build): \(String(describing: kept))")
      #expect(heap.failures.isEmpty && heap.unread.isEmpty, "\(build): \(heap.failures)")
    }
    // Before 3.7 nobody says that it has ended
    if build.version < Version(3, 7) { return }
    try await program("ended").look { pid, _ in
      let error = #expect(throws: (any Error).self, "\(build)") {
        try ProcessHeap(ofProcess: pid)
      }
      #expect("\(error.map { "\($0)" } ?? "")".hasSuffix("has started and not ended"), "\(build)")
    }
  }

  /// The program with some arguments; `nil` where there is no compiler, no header or no libpython, which is
  /// said.
  private static func compiled(
    for interpreter: OracleSupport.Interpreter, in folder: String
  ) async throws -> ((String...) -> WaitingProgram)? {
    let build = interpreter.build
    let ask = """
      import sys, sysconfig
      print(sysconfig.get_path('include'))
      for name in ['LIBDIR', 'LDLIBRARY']: print(sysconfig.get_config_var(name))
      print(sys.prefix)
      """
    let told = try await Oracle.run(interpreter.executable, ["-c", ask])
      .split(separator: "\n").map(String.init)
    guard told.count == 4, let compiler = Oracle.onPath("cc"),
      FileManager.default.fileExists(atPath: "\(told[0])/Python.h"), told[2].hasSuffix(".so"),
      FileManager.default.fileExists(atPath: "\(told[1])/\(told[2])")
    else {
      print("skipped: a program with libpython's data on \(build) because it cannot be linked here")
      return nil
    }
    let source = FilePath(#filePath).removingLastComponent().appending("C/embedding.c").string
    _ = try await Oracle.run(
      compiler,
      ["-O1", "-w", source, "-I\(told[0])", "\(told[1])/\(told[2])", "-Wl,-rpath,\(told[1])"]
        + ["-o", "\(folder)/program"])
    return { (arguments: String...) in
      WaitingProgram(
        path: "\(folder)/program", arguments: arguments,
        environment: .inherit.updating(["PYTHONHOME": told[3]]))
    }
  }
}
