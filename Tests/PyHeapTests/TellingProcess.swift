import FoundationEssentials
import OracleSupport
import PyHeap
import PyLayout
import PyMemory
import PySize
import PyTarget
import Subprocess
import SystemPackage
import Testing

/// A process that tells what it has, and then waits to be looked at.
struct TellingProcess {
  /// What the process says of one object.
  struct Told: Hashable {
    let type: UInt64
    let size: Int
  }

  let pid: Int32
  /// By address.
  let objects: [UInt64: Told]
  let tracked: Int
  let frozen: Int
  /// `sys.getallocatedblocks()`; -1 where that cannot be asked.
  let blocks: Int
  /// `mallinfo2`: `fordblks`, `hblks`, `hblkhd`; `nil` where that cannot be asked.
  let malloc: [Int]?
  /// The lines of `sys._debugmallocstats()`.
  let statistics: [String]

  /// A number of `sys._debugmallocstats()`: the one behind a line's `=`.
  func statistic(_ name: String) -> Int? {
    statistics.first { $0.contains(name) }?.split(separator: "=").last.flatMap {
      Int($0.filter(\.isNumber))
    }
  }

  /// Starts the script on an interpreter, hears it out, and looks at it.
  static func look(
    on interpreter: OracleSupport.Interpreter, seed: UInt64, count: Int,
    extra: [String: String] = [:],
    _ body: @Sendable (TellingProcess) throws -> Void
  ) async throws {
    let script = FilePath(#filePath).removingLastComponent().appending("Python/target.py").string
    let command = interpreter.command(
      ["-S", "-c", try String(contentsOfFile: script, encoding: .utf8), "\(seed)", "\(count)"])
    let variables = Oracle.variables.merging(extra) { $1 }.compactMap { name, value in
      Environment.Key(rawValue: name).map { ($0, value) }
    }
    let program = WaitingProgram(
      path: command.path, arguments: command.arguments,
      environment: .custom(Dictionary(variables) { a, _ in a }))
    try await program.look { pid, told in try body(TellingProcess(pid: pid, told)) }
  }

  /// Takes what a process has said.
  ///
  /// - Throws: ``WaitingProgram/Unheard`` when it said something else.
  private init(pid: Int32, _ told: [String]) throws {
    self.pid = pid
    let end = told.firstIndex(of: "objects") ?? told.count
    var objects: [UInt64: Told] = [:]
    objects.reserveCapacity(end)
    for line in told[..<end] {
      let parts = line.split(separator: " ")
      guard parts.count == 3, let address = UInt64(parts[0], radix: 16),
        let type = UInt64(parts[1], radix: 16), let size = Int(parts[2])
      else { throw WaitingProgram.Unheard(line: line) }
      objects[address] = Told(type: type, size: size)
    }
    self.objects = objects
    let lines = told[end...].dropFirst()
    func numbers(_ line: String?) -> [Int] {
      (line ?? "").split(separator: " ").compactMap { Int($0) }
    }
    let counts = numbers(lines.first)
    guard counts.count == 3 else {
      throw WaitingProgram.Unheard(line: lines.joined(separator: "\n"))
    }
    (tracked, frozen, blocks) = (counts[0], counts[1], counts[2])
    let malloc = numbers(lines.dropFirst().first)
    self.malloc = malloc.count == 3 ? malloc : nil
    statistics = Array(lines.dropFirst(2))
  }
}
