import FoundationEssentials
import OracleSupport
import PyLayout
import PyMemory
import Subprocess
import SystemPackage

/// An object that a living interpreter made, and what it says of it.
struct LiveObject: Decodable, Sendable {
  let label: String
  let id: UInt64
  /// The name of its type.
  let type: String
  /// What `sys.getsizeof` answers.
  let size: Int
  /// What `gc.get_referents` finds, an address for each reference.
  let referents: [UInt64]
  /// An int in decimal.
  let number: String?
  /// A str's code points.
  let text: [UInt32]?
  /// How many items it has.
  let count: Int?
  /// A dict's keys in order, where they are str.
  let keys: [String]?
  /// An instance's attributes, in the order of its class's keys.
  let attributes: [String]?
  /// An instance's slots and what they hold.
  let slots: [String: SlotValue?]?

  var address: Address { Address(rawValue: id) }

  /// An int or a str.
  enum SlotValue: Decodable, Sendable {
    case int(Int)
    case str(String)

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let int = try? container.decode(Int.self) {
        self = .int(int)
      } else {
        self = .str(try container.decode(String.self))
      }
    }
  }
}

extension Interpreter {
  /// Starts objects.py, and hands its objects and its memory to `body` while it waits.
  ///
  /// - Parameter others: objects that it makes besides: their labels, the statements that come first,
  ///   the expressions.
  /// - Throws: what `body` throws, or when the script does not end well.
  func withObjects(
    seed: UInt64, and others: [[String]] = [],
    _ body: @Sendable ([LiveObject], ProcessMemory) throws -> Void
  ) async throws {
    let script = URL(filePath: #filePath).deletingLastPathComponent().path + "/Python/objects.py"
    let others = String(decoding: try JSONEncoder().encode(others), as: UTF8.self)
    let outcome = try await Subprocess.run(
      .path(FilePath(executable)), arguments: ["-E", "-S", script, "\(seed)", others],
      input: .inputWriter, output: .sequence,
      error: .fileDescriptor(.standardError, closeAfterSpawningProcess: false)
    ) { child in
      var objects: [LiveObject] = []
      for try await line in child.standardOutput.strings() {
        let line = line.split(whereSeparator: \.isNewline).first ?? ""
        if line.isEmpty { break }
        objects.append(try JSONDecoder().decode(LiveObject.self, from: Data(line.utf8)))
      }
      try body(objects, ProcessMemory(pid: child.processIdentifier.value))
      try await child.standardInputWriter.finish()
    }
    guard outcome.terminationStatus.isSuccess else {
      throw Failed(status: outcome.terminationStatus)
    }
  }

  private struct Failed: Error {
    let status: TerminationStatus
  }
}
