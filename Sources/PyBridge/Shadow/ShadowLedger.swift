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
    case watched, calls, agreements, raised, unlisted, rows, types
  }

  /// A list that a row belongs to.
  enum List: Int {
    case disagreement = 1
    case notModelled, own
    /// All calls of a type.
    case asked
  }

  private struct Key: Hashable {
    let list: Int
    let type: String
  }

  private static let nameSize = 152
  private static let rowSize = 40 + nameSize
  private static let capacity = 4096
  /// Where the largest objects stand, behind the totals.
  static let largest = 64
  /// Where the rows with a verdict start, and those of all types.
  private static let rows = largest + LargestObjects.size
  private static let types = rows + capacity * rowSize
  private static let size = types + capacity * rowSize
  /// What a row says where the model has no figure.
  private static let none = Int.min

  nonisolated(unsafe) let memory: UnsafeMutableRawPointer
  /// The rows this process knows; after a fork each side adds its own.
  private let known = Mutex<[Key: Int]>([:])
  /// The rows of types by the types' addresses, valid as long as the name matches.
  private let knownTypes = Mutex<[UInt: Int]>([:])

  /// A file that a child inherits by its number, to map it.
  static func makeFile() -> FileDescriptor? {
    guard let file = try? MemoryFile.open(isInherited: true) else { return nil }
    guard ftruncate(file.rawValue, size) == 0 else {
      try? file.close()
      return nil
    }
    return file
  }

  /// The ledger in such a file.
  init?(_ file: FileDescriptor) {
    let mapped = unsafe mmap(
      nil, Self.size, PROT_READ | PROT_WRITE, MAP_SHARED, file.rawValue, 0)
    guard let mapped = unsafe mapped, unsafe mapped != MAP_FAILED else { return nil }
    unsafe memory = unsafe mapped
  }

  func number(at offset: Int) -> UnsafeMutablePointer<Atomic<Int>> {
    unsafe (memory + offset).assumingMemoryBound(to: Atomic<Int>.self)
  }

  /// Adds one to a total.
  @inline(__always) func count(_ total: Total) {
    unsafe number(at: total.rawValue * 8).pointee.add(1, ordering: .relaxed)
  }

  func value(at offset: Int) -> Int {
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

  /// Adds a call for an object to its type's row, and the object to the largest where it is one.
  func count(
    object: UInt, ofType type: UInt, _ name: UnsafePointer<CChar>, size: Int
  ) {
    let row = knownTypes.withLock { rows -> Int? in
      if let row = rows[type], unsafe isCalled(name, row) { return row }
      let key = Key(list: List.asked.rawValue, type: unsafe String(cString: name))
      let row = known.withLock { $0[key] ?? add(key, 0, 0, to: &$0) }
      rows[type] = row
      return row
    }
    guard let row else { return }
    unsafe number(at: row + 8).pointee.add(1, ordering: .relaxed)
    unsafe number(at: row + 16).pointee.add(size, ordering: .relaxed)
    unsafe number(at: row + 24).pointee.max(size, ordering: .relaxed)
    LargestObjects(self).note(object, row: row, size: size)
  }

  /// Whether a row is of a type of that name: at the same place there may be another by now.
  private func isCalled(_ name: UnsafePointer<CChar>, _ row: Int) -> Bool {
    let count = value(at: row + 32)
    let known = unsafe (memory + row + 40).assumingMemoryBound(to: CChar.self)
    guard unsafe strncmp(name, known, count) == 0 else { return false }
    return unsafe count == Self.nameSize || name[count] == 0
  }

  /// Takes the next free row for a key.
  private func add(
    _ key: Key, _ model: Int?, _ cpython: Int, to known: inout [Key: Int]
  ) -> Int? {
    let isAsked = key.list == List.asked.rawValue
    let index = unsafe number(at: (isAsked ? Total.types : .rows).rawValue * 8).pointee
      .add(1, ordering: .relaxed).oldValue
    guard index < Self.capacity else { return nil }
    let row = (isAsked ? Self.types : Self.rows) + index * Self.rowSize
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
    for row in rows(.rows, from: Self.rows) + rows(.types, from: Self.types) {
      let list = unsafe number(at: row).pointee.load(ordering: .acquiring)
      switch List(rawValue: list) {
      case .disagreement: findings.disagreements.add(self.row(at: row))
      case .notModelled: findings.notModelled.add(self.row(at: row))
      case .own: findings.own.add(self.row(at: row))
      case .asked: findings.types.add(typeRow(at: row))
      case nil: continue
      }
    }
    findings.largest = LargestObjects(self).all
    return findings
  }

  /// Where the used rows of a table are.
  private func rows(_ total: Total, from start: Int) -> [Int] {
    let count = min(max(0, value(at: total.rawValue * 8)), Self.capacity)
    return (0..<count).map { start + $0 * Self.rowSize }
  }

  private func row(at row: Int) -> ShadowFindings.Row {
    let model = value(at: row + 16)
    return ShadowFindings.Row(
      type: name(at: row), count: value(at: row + 8),
      model: model == Self.none ? nil : model, cpython: value(at: row + 24))
  }

  private func typeRow(at row: Int) -> ShadowFindings.TypeRow {
    ShadowFindings.TypeRow(
      type: name(at: row), count: value(at: row + 8), bytes: value(at: row + 16),
      largest: value(at: row + 24))
  }

  /// The type's name in a row.
  func name(at row: Int) -> String {
    let count = min(max(0, value(at: row + 32)), Self.nameSize)
    let name = unsafe UnsafeRawBufferPointer(start: memory + row + 40, count: count)
    return unsafe String(decoding: name, as: UTF8.self)
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

extension [ShadowFindings.TypeRow] {
  /// Adds a row; two of one type, from two processes, are one.
  fileprivate mutating func add(_ row: ShadowFindings.TypeRow) {
    if let index = firstIndex(where: { $0.type == row.type }) {
      self[index].count += row.count
      self[index].bytes += row.bytes
      self[index].largest = Swift.max(self[index].largest, row.largest)
    } else {
      append(row)
    }
  }
}
