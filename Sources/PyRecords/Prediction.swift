public import PyLayout

/// One separately allocated block of a record.
public struct Part: Hashable, Sendable {
  /// What it is: `instance`, `__dict__`, …
  public let name: String
  /// Its shallow size in bytes.
  public let size: Int
  /// The Python expression over `ob`, the instance, that measures it.
  public let python: String

  /// - Parameters:
  ///   - name: what it is.
  ///   - size: its shallow size in bytes, from 0 to 2**47.
  ///   - python: the Python expression over `ob`, the instance, that measures it.
  public init(_ name: String, _ size: Int, _ python: String) {
    self.name = name
    self.size = size.inMemory
    self.python = python
  }

  /// The instance itself.
  public static func instance(_ size: Int) -> Part { Part("instance", size, "sys.getsizeof(ob)") }

  /// The instance's attribute dict.
  public static func dict(_ size: Int) -> Part {
    Part("__dict__", size, "sys.getsizeof(ob.__dict__)")
  }
}

/// What the model says of one instance of a record.
public struct Prediction: Sendable {
  /// The parts that every instance owns.
  public let parts: [Part]
  /// The parts that all instances share: shown, never added to the record.
  public let shared: [Part]
  /// The instance's type.
  public let type: PyType
  /// The instance's block, from its pre-header to its last byte.
  public let block: BlockLayout
  /// The requests for the blocks that every instance owns, the instance's first; none for a row of
  /// one block for all.
  public let requests: [Request]
  /// For instances that are rows of one shared block, in bytes: what the block takes before the
  /// first row, with what belongs to it, as the allocator hands it out; and one row.
  public let rows: (shared: Int, stride: Int)?
  /// What `sys.getsizeof` counts for the instance though it stands in a block of its own; `nil` for
  /// nothing.
  public let elsewhere: String?

  /// The record size in bytes: the owned parts together, as the article adds them.
  public var size: Int { parts.reduce(0) { $0.adding($1.size) } }

  /// What the allocator hands out for one instance more, in bytes.
  public var allocated: Int { rows?.stride ?? type.build.allocatedSize(of: requests) }

  /// Whether `sys.getsizeof` counts a `__dict__` that is made when it is asked for, and not before.
  public var countsUnmadeDict: Bool {
    parts.contains { $0.name == "__dict__" }
      && !requests.dropFirst().contains { $0.domain == .gcObject }
  }

  /// The least and the most of that in a process that has asked and freed before, in bytes.
  public var allocatedSizes: ClosedRange<Int> {
    rows.map { $0.stride...$0.stride } ?? type.build.allocatedSizes(of: requests)
  }

  /// - Parameters:
  ///   - parts: the parts that every instance owns, the instance's first.
  ///   - shared: the parts that all instances share.
  ///   - type: the instance's type.
  ///   - block: the instance's block; `nil` for one without items or inline values.
  ///   - elsewhere: what `sys.getsizeof` counts for the instance though it stands in a block of its own.
  ///   - requests: the further blocks it asks for.
  ///   - isShared: whether the block is no instance's own: an empty tuple is always the same one.
  ///   - rows: for instances that are rows of one shared block, bytes before the first, and of one.
  public init(
    parts: [Part], shared: [Part] = [], type: PyType, block: BlockLayout? = nil,
    elsewhere: String? = nil, requests: [Request] = [], isShared: Bool = false,
    rows: (shared: Int, stride: Int)? = nil
  ) {
    self.elsewhere = elsewhere
    self.parts = parts
    self.shared = shared
    self.type = type
    self.rows = rows.map { ($0.shared.inMemory, $0.stride.inMemory) }
    let block = block ?? type.block()
    self.block = block
    let own = rows == nil && !isShared ? [type.request(for: block)] : []
    self.requests = own + requests
  }
}
