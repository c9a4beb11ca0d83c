public import PyLayout

extension Block {
  /// A row of a block, and what was read there.
  @dynamicMemberLookup
  public struct Field: Hashable, Sendable {
    /// What stands there: its name, its place, its type, what it is there for.
    public internal(set) var row: FieldRow
    /// The bytes themselves; for a field too long to be shown, the first of them or none.
    public let bytes: [UInt8]
    /// Where it points; `nil` for what is no pointer.
    public let target: Address?
    /// Their value in words, where that says more than the number.
    public internal(set) var meaning: String?
    /// What is not shown one by one, where it stands for the middle of a long run of fields.
    public let elided: Elided?
    /// Whether `tp_traverse` visits it, where the object's type has one.
    let isVisited: Bool

    init(
      _ row: FieldRow, bytes: [UInt8] = [], target: Address? = nil, meaning: String? = nil,
      elided: Elided? = nil, isVisited: Bool = false
    ) {
      self.row = row
      self.bytes = bytes
      self.target = target
      self.meaning = meaning
      self.elided = elided
      self.isVisited = isVisited
    }

    /// What its row says of it: ``/PyLayout/FieldRow/name``, ``/PyLayout/FieldRow/offset`` and so on.
    @inlinable public subscript<Value>(dynamicMember path: KeyPath<FieldRow, Value>) -> Value {
      row[keyPath: path]
    }

    /// The little-endian number that the first eight bytes make.
    public var bits: UInt64 { bytes.number }

    /// What stands there, in words or as a number; `nil` where that is an address, or nothing was read.
    public var value: String? { meaning ?? (bytes.isEmpty ? nil : number) }

    private var number: String? {
      switch row.role {
      case .value, .refcount: row.cType.flatMap { CNumber.text(bits, size: row.size, as: $0) }
      default: nil
      }
    }

    /// Bytes of each purpose: of several in the middle of a long run.
    public var purposes: [Purpose: Int] {
      guard let elided else { return [row.purpose: row.size] }
      return elided.shares.reduce(into: [:]) { sums, share in
        sums[share.purpose, default: 0] += share.size
      }
    }

    /// For how many fields it stands: more than one in the middle of a long run.
    public var count: Int { elided?.count ?? 1 }
  }
}

extension Block.Field {
  /// The fields in the middle of a long run, described together.
  public struct Elided: Hashable, Sendable {
    /// Fields of one kind among them.
    public struct Share: Hashable, Sendable {
      /// What they are called: `dk_entries[].me_key`.
      public let name: String
      /// What they hold.
      public let role: FieldRole
      /// What they are there for.
      public let purpose: Purpose
      /// Bytes of all of them.
      public let size: Int

      init(name: String, role: FieldRole, purpose: Purpose? = nil, size: Int) {
        self.name = name
        self.role = role
        self.purpose = purpose ?? role.purpose
        self.size = size
      }
    }

    /// How many fields.
    public let count: Int
    /// The kinds of fields among them, which together cover all bytes.
    public let shares: [Share]
  }
}
