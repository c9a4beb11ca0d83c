import FoundationEssentials
import PyBridge
import PyLayout
import Subprocess
import SystemPackage
import Testing

/// No interpreter outlives the one who asked for it.
@Suite(.serialized) struct LifetimeTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// A snippet that says which process it runs in, and then does not end.
  private func endless(_ note: FilePath) -> Snippet {
    Snippet(
      "endless",
      """
      import os
      with open('\(note)', 'w') as file:
          file.write('%d\\n' % os.getpid())
      while True: pass
      """)
  }

  private static func pid(in note: FilePath) async throws -> String {
    for _ in 0..<500 {
      let text = try? String(contentsOf: URL(filePath: note.string), encoding: .utf8)
      if let text, text.hasSuffix("\n") { return String(text.dropLast()) }
      try await Task.sleep(for: .milliseconds(20))
    }
    throw CancellationError()
  }

  private static func expectEnd(of pid: String) async throws {
    for _ in 0..<250 {
      let path = URL(filePath: "/proc/\(pid)/stat")
      let state = try? String(contentsOf: path, encoding: .utf8).split(separator: ")").last
      if state == nil || state?.hasPrefix(" Z") == true { return }
      try await Task.sleep(for: .milliseconds(20))
    }
    Issue.record("process \(pid) is still there")
  }

  @Test(arguments: await Fixture.interpreters.value)
  func cancelled(interpreter: Interpreter) async throws {
    let pool = try Fixture.pool(scratch)
    for interpreter in [interpreter, interpreter.fromOutside] {
      let note = scratch.folder.appending(interpreter.bridge.rawValue)
      let snippets = [endless(note), Snippet("after")]
      let measuring = Task { await pool.measure(.init(interpreter, snippets)) }
      let pid = try await Self.pid(in: note)
      measuring.cancel()
      #expect(await measuring.value.map(\.status) == [.failed, .failed])
      try await Self.expectEnd(of: pid)
    }
  }

  /// A parent that is killed has no time to tidy up.
  @Test(arguments: await Fixture.interpreters.value)
  func orphaned(interpreter: Interpreter) async throws {
    for interpreter in [interpreter, interpreter.fromOutside] {
      let note = scratch.folder.appending(interpreter.bridge.rawValue)
      let library = interpreter.libpython.map { "\"\($0)\"" } ?? "null"
      let header = """
        {"executable": "\(interpreter.executable)", "libpython": \(library), "paths": [], \
        "cache": "/none", "build": "\(interpreter.build)"}\n
        """
      let snippet = try JSONEncoder().encode(endless(note)) + [UInt8(ascii: "\n")]
      var options = PlatformOptions()
      options.processGroupID = 0
      let worker = try Fixture.worker
      _ = try await Subprocess.run(
        .path(worker), arguments: ["__worker"], platformOptions: options, input: .inputWriter,
        output: .discarded, error: .discarded
      ) { process in
        _ = try await process.standardInputWriter.write(header)
        _ = try await process.standardInputWriter.write([UInt8](snippet))
        let pid = try await Self.pid(in: note)
        try await process.standardInputWriter.finish()
        try await Self.expectEnd(of: pid)
      }
    }
  }
}
