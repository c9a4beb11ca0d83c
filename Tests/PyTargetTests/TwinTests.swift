import FoundationEssentials
import OracleSupport
import PyLayout
import PyMemory
import PyTarget
import Synchronization
import Testing

/// A process that was looked at is as one that was not.
@Suite struct TwinTests {
  /// How many pictures are taken each way.
  private static let looks = 10

  /// What the kernel says of a process: its faults, and its memory by kind.
  private struct Account: Hashable {
    let faults: [Substring]
    let memory: [Substring]

    init(of pid: Int32) throws {
      func text(_ name: String) throws -> String {
        try String(contentsOfFile: "/proc/\(pid)/\(name)", encoding: .utf8)
      }
      // minflt and majflt, proc_pid_stat(5)
      let stat = try text("stat")
      let fields = stat[(stat.lastIndex(of: ")") ?? stat.startIndex)...].split(separator: " ")
      faults = fields.indices.contains(10) ? [fields[8], fields[10]] : []
      // What is shared of a file is a share of others as well
      memory = try text("smaps_rollup").split(separator: "\n").filter { line in
        ["Rss:", "Anonymous:", "Private_Dirty:", "Swap:"].contains { line.hasPrefix($0) }
      }
    }
  }

  private static let script =
    URL(filePath: #filePath).deletingLastPathComponent().path + "/Python/still.py"

  /// What became of a twin: how many more blocks, objects of each generation and tracked objects it has; and
  /// what the kernel says of it, before and after.
  private struct Twin: Sendable {
    var told: [Int] = []
    var accounts: [Account] = []
  }

  /// Starts a twin, and looks at it between two questions.
  private static func twin(
    on interpreter: Interpreter, _ look: @Sendable (Int32) throws -> Void
  ) async throws -> Twin {
    let twin = Mutex(Twin())
    try await interpreter.converse(Self.script, extra: ["PYTHONHASHSEED": "1"]) { conversation in
      let _: Int = try await conversation.hear()
      // Its first answer touches what the others will
      let _: [Int] = try await conversation.ask(0)
      let first: [Int] = try await conversation.ask(0)
      try await standsStill(conversation.pid)
      let before = try Account(of: conversation.pid)
      try look(conversation.pid)
      let accounts = [before, try Account(of: conversation.pid)]
      let second: [Int] = try await conversation.ask(0)
      twin.withLock { $0 = Twin(told: zip(second, first).map(-), accounts: accounts) }
    }
    return twin.withLock { $0 }
  }

  /// Waits until a process waits for its next question.
  private static func standsStill(_ pid: Int32) async throws {
    for _ in 0..<1000 {
      let call = try String(contentsOfFile: "/proc/\(pid)/syscall", encoding: .utf8)
      // read(0, …)
      if call.hasPrefix("0 0x0 ") { return }
      try await Task.sleep(for: .milliseconds(10))
    }
  }

  @Test("a look leaves nothing behind", arguments: await LiveBuild.all())
  func nothingIsLeft(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    let name = "\(interpreter.build)"
    let untouched = try await Self.twin(on: interpreter) { _ in }
    let lookedAt = try await Self.twin(on: interpreter) { pid in
      for pausing in ProcessPicture.Pausing.allCases {
        for _ in 0..<Self.looks {
          _ = try ProcessPicture(ofProcess: pid, pausing: pausing)
        }
      }
    }
    #expect(lookedAt.told == untouched.told, "\(name)")
    guard untouched.accounts[0] == untouched.accounts[1] else {
      print("skipped: the kernel's account of \(name) because it changes where nobody looks")
      return
    }
    #expect(lookedAt.accounts[0] == lookedAt.accounts[1], "\(name)")
  }
}
