import FoundationEssentials
import OracleSupport
import PyHeap
import PyMemory
import PyTarget
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A process that stands still, and a folder for what is made of it.
struct Target {
  let pid: Int32
  let folder: String
  let interpreter: Interpreter
  fileprivate let conversation: Conversation

  /// Lets the kernel end it with a core file; `nil` where it writes none here.
  func aborted() async throws -> String? {
    let _: Int = try await conversation.ask("abort")
    return try FileManager.default.contentsOfDirectory(atPath: folder)
      .first { $0.hasPrefix("core") }.map { "\(folder)/\($0)" }
  }

  /// The core file that gdb's gcore writes; `nil` where there is no gcore.
  func gcore() async throws -> String? {
    guard let gcore = Oracle.onPath("gcore") else { return nil }
    _ = try await Oracle.run(gcore, ["-o", "\(folder)/gcore", "\(pid)"])
    return "\(folder)/gcore.\(pid)"
  }
}

extension Interpreter {
  private static let script =
    URL(filePath: #filePath).deletingLastPathComponent().path + "/Python/target.py"

  /// Starts a process with objects of many kinds, which waits until `body` is done.
  func withTarget(_ body: @Sendable (Target) async throws -> Void) async throws {
    let folder = "\(FileManager.default.temporaryDirectory.path)/pysize-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try await converse(Self.script, extra: ["PYSIZE_FOLDER": folder]) { conversation in
      let pid: Int32 = try await conversation.hear()
      try await body(
        Target(pid: pid, folder: folder, interpreter: self, conversation: conversation))
    }
  }
}

extension ProcessHeap {
  /// All that it says which does not depend on what was in memory, a line each.
  var answers: [String] {
    var lines = ["\(build) \(interpreters) interpreters, \(tracked) tracked, \(frozen) frozen"]
    for allocator in allocators {
      lines += allocator.shares.map {
        "\(allocator.name) \($0.owner): \($0.blocks ?? 0) blocks, \($0.bytes) bytes"
      }
    }
    // A core file has pages that were never touched; what was in memory has no say here
    lines += types.sorted { $0.address < $1.address }.map {
      "\($0.qualifiedName): \($0.count), \($0.allocated), \($0.getsizeof ?? -1), \($0.dicts)"
    }
    lines += largest.map { "\($0)" } + failures
    forEachObject { lines.append("\($0.address) \($0.type) \($0.getsizeof ?? -1)") }
    return lines
  }

  /// What was in memory, by owner and by type.
  var inMemory: [String] {
    ["\(resident) bytes"] + types.map { "\($0)" }
      + (allocators.flatMap(\.shares) + others).map { "\($0.owner): \($0.bytes), \($0.resident)" }
  }
}

/// Expects the same lines, and shows the first that differ.
func expectEqual(
  _ ours: [String], _ theirs: [String], _ name: String,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  for (our, their) in zip(ours, theirs) where our != their {
    Issue.record("\(name): \(our), not \(their)", sourceLocation: sourceLocation)
    return
  }
  #expect(ours.count == theirs.count, "\(name)", sourceLocation: sourceLocation)
}

/// The error of a call that fails.
func failure<Failure: Error>(_ call: () throws(Failure) -> Void) -> Failure? {
  do throws(Failure) {
    try call()
    return nil
  } catch {
    return error
  }
}

/// CPU time of this thread, in seconds.
var cpuTime: Double {
  var time = timespec()
  unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
