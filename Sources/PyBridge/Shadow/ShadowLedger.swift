internal import CLinux
internal import Synchronization
internal import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// The counts of a shadowed program, in memory that its whole family of processes shares with the
/// one that started it: what was counted stays when the program dies.
@safe final class ShadowLedger: Sendable {
  /// A number at the start of the memory.
  enum Total: Int {
    case watched, calls, agreements, raised, unlisted, rows
  }

  /// A list that a row belongs to.
  enum List: Int {
    case disagreement = 1
    case notModelled, own
  }

  private struct Key: Hashable {
    let list: Int
    let type: String
  }

  private static let nameSize = 152
  private static let rowSize = 40 + nameSize
  private static let capacity = 4096
  private static let size = 64 + capacity * rowSize
  /// What a row says where the model has no figure.
  private static let none = Int.min

  private nonisolated(unsafe) let memory: UnsafeMutableRawPointer
  /// The rows this process knows; after a fork each side adds its own.
  private let known = Mutex<[Key: Int]>([:])

  /// A file that a child inherits by its number, to map it.
  static func makeFile() -> FileDescriptor? {
    let file = unsafe memfd_create("pysize-shadow", 0)
    guard file >= 0 else { return nil }
    guard ftruncate(file, size) == 0 else {
      close(file)
      return nil
    }
    return FileDescriptor(rawValue: file)
  }

  /// The ledger in such a file.
  init?(_ file: FileDescriptor) {
    let mapped = unsafe mmap(
      nil, Self.size, PROT_READ | PROT_WRITE, MAP_SHARED, file.rawValue, 0)
    guard let mapped = unsafe mapped, unsafe mapped != MAP_FAILED else { return nil }
    unsafe memory = unsafe mapped
  }

  private func number(at offset: Int) -> UnsafeMutablePointer<Atomic<Int>> {
    unsafe (memory + offset).assumingMemoryBound(to: Atomic<Int>.self)
  }

  /// Adds one to a total.
  @inline(__always) func count(_ total: Total) {
    unsafe number(at: total.rawValue * 8).pointee.add(1, ordering: .relaxed)
  }

  private func value(at offset: Int) -> Int {
    unsafe number(at: offset).pointee.load(ordering: .relaxed)
  }

  /// Adds one to a type's row in a list.
  func count(_ list: List, type: String, model: Int?, cpython: Int) {
    let key = Key(list: list.rawValue, type: type)
    guard let row = known.withLock({ $0[key] ?? add(key, model, cpython, to: &$0) }) else {
      return count(.unlisted)
    }
    unsafe number(at: row + 8).pointee.add(1, ordering: .relaxed)
  }

  /// Takes the next free row for a key.
  private func add(
    _ key: Key, _ model: Int?, _ cpython: Int, to known: inout [Key: Int]
  ) -> Int? {
    let index = unsafe number(at: Total.rows.rawValue * 8).pointee
      .add(1, ordering: .relaxed).oldValue
    guard index < Self.capacity else { return nil }
    let row = 64 + index * Self.rowSize
    unsafe number(at: row + 16).pointee.store(model ?? Self.none, ordering: .relaxed)
    unsafe number(at: row + 24).pointee.store(cpython, ordering: .relaxed)
    let name = Array(key.type.utf8.prefix(Self.nameSize))
    unsafe number(at: row + 32).pointee.store(name.count, ordering: .relaxed)
    for (offset, byte) in name.enumerated() {
      unsafe memory.storeBytes(of: byte, toByteOffset: row + 40 + offset, as: UInt8.self)
    }
    // Last, so that a row is whole as soon as it is one
    unsafe number(at: row).pointee.store(key.list, ordering: .releasing)
    known[key] = row
    return row
  }

  /// All that was counted so far.
  var findings: ShadowFindings {
    var findings = ShadowFindings()
    findings.wasWatched = value(at: Total.watched.rawValue * 8) > 0
    findings.calls = value(at: Total.calls.rawValue * 8)
    findings.agreements = value(at: Total.agreements.rawValue * 8)
    findings.raised = value(at: Total.raised.rawValue * 8)
    findings.unlisted = value(at: Total.unlisted.rawValue * 8)
    for index in 0..<min(max(0, value(at: Total.rows.rawValue * 8)), Self.capacity) {
      let row = 64 + index * Self.rowSize
      let list = unsafe number(at: row).pointee.load(ordering: .acquiring)
      switch List(rawValue: list) {
      case .disagreement: findings.disagreements.add(self.row(at: row))
      case .notModelled: findings.notModelled.add(self.row(at: row))
      case .own: findings.own.add(self.row(at: row))
      case nil: continue
      }
    }
    return findings
  }

  private func row(at row: Int) -> ShadowFindings.Row {
    let count = min(max(0, value(at: row + 32)), Self.nameSize)
    let name = unsafe UnsafeRawBufferPointer(start: memory + row + 40, count: count)
    let model = value(at: row + 16)
    return ShadowFindings.Row(
      type: unsafe String(decoding: name, as: UTF8.self), count: value(at: row + 8),
      model: model == Self.none ? nil : model, cpython: value(at: row + 24))
  }
}

extension [ShadowFindings.Row] {
  /// Adds a row; two of one type, from two processes, are one.
  fileprivate mutating func add(_ row: ShadowFindings.Row) {
    if let index = firstIndex(where: { $0.type == row.type }) {
      self[index].count += row.count
    } else {
      append(row)
    }
  }
}
