public import PyLayout

/// An object, read from its bytes.
public struct Inspection: Hashable, Sendable {
  /// Where it is: `id()`.
  public let object: Address
  /// What its type says.
  public let type: TypeFacts
  /// What `sys.getsizeof` would answer, in bytes; `nil` where the type, written in C, computes it by
  /// a rule that is not known here.
  public let size: Int?
  /// The blocks it owns, its own first. A dict that it has is an object of its own, and not here.
  public let blocks: [Block]
  /// Whether ``blocks`` are all that it owns.
  public let following: Following

  /// Which of an object's blocks are followed.
  public enum Following: Hashable, Sendable {
    /// All that its type may own.
    case all
    /// Only those that are known; its type, written in C, may own more.
    case some
    /// All, unless a type in C has fields that are not described: then nobody knows.
    case described
  }

  /// Which struct it starts with.
  public var kind: Kind { type.kind }
}

/// One separately allocated block of an object, every byte of it.
public struct Block: Hashable, Sendable {
  /// Which part of the object it is: `instance`, `items`, `key table`, `values` …
  public let part: String
  /// Its first byte: what the allocator gave.
  public let address: Address
  /// Offset 0 of its fields; of the instance, where `id()` points.
  public let origin: Address
  /// The fields in memory order, without gaps or overlaps.
  public let fields: [Field]
  /// Bytes requested from the allocator, for all ``count`` blocks together.
  public let size: Int
  /// How many blocks of one size it stands for: more than one in the middle of a long chain.
  public let count: Int
  /// Whether more may have been asked for: memory does not tell.
  public internal(set) var isAtLeast = false

  init(
    part: String, address: Address, origin: Address, fields: [Field], count: Int = 1,
    isAtLeast: Bool = false
  ) {
    self.part = part
    self.address = address
    self.origin = origin
    self.fields = fields
    self.count = count
    self.isAtLeast = isAtLeast
    size = fields.reduce(0) { $0 + $1.size }
  }
}

extension Block {
  /// A run of bytes with one meaning.
  public struct Field: Hashable, Sendable {
    /// The C field's name, the slot's, or what the bytes are.
    public let name: String
    /// Bytes from the block's origin, negative before it.
    public let offset: Offset
    /// Its type as C writes it; `nil` for what has none, such as a hole.
    public internal(set) var cType: String?
    /// How many bytes.
    public let size: Int
    /// The bytes themselves; for a field too long to be shown, the first of them or none.
    public let bytes: [UInt8]
    /// What they hold.
    public internal(set) var role: Role
    /// What they are there for.
    public let purpose: Purpose
    /// Their value in words, where that says more than the number.
    public internal(set) var meaning: String?
    /// What is not shown one by one, where it stands for the middle of a long run of fields.
    public let elided: Elided?
    /// Whether `tp_traverse` visits it, where the object's type has one.
    let isVisited: Bool

    init(
      name: String, offset: Offset, size: Int, cType: String? = nil, bytes: [UInt8], role: Role,
      purpose: Purpose? = nil, meaning: String? = nil, elided: Elided? = nil,
      isVisited: Bool? = nil
    ) {
      self.name = name
      self.offset = offset
      self.size = size
      self.cType = cType
      self.bytes = bytes
      self.role = role
      self.purpose = purpose ?? role.purpose
      self.meaning = meaning
      self.elided = elided
      self.isVisited = isVisited ?? role.isReference
    }

    /// The little-endian number that the first eight bytes make.
    public var bits: UInt64 {
      bytes.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
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
      public let role: Role
      /// What they are there for.
      public let purpose: Purpose
      /// Bytes of all of them.
      public let size: Int

      init(name: String, role: Role, purpose: Purpose? = nil, size: Int) {
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

/// What a field holds: its ``/PyLayout/FieldRole``, with what it points at; or what bytes are that no field
/// names.
public enum Role: Hashable, Sendable {
  /// A number, or data.
  case value
  /// A reference count, or a part of one.
  case refcount
  /// `ob_type`.
  case type(Address)
  /// A counted reference; `NULL` where there is none.
  case reference(Address)
  /// A counted reference to an object whose bytes are a package's own; `NULL` where there is none.
  case foreign(Address)
  /// A pointer to another block of the same object.
  case part(Address)
  /// A pointer to what it does not own: shared keys, a weak reference's object.
  case borrowed(Address)
  /// Links and states of the garbage collector, and of trace-refs builds.
  case gcLink
  /// A pointer to machine code.
  case code
  /// Holes, padding, spare room, and what deletions left behind.
  case unused
  /// What differs from one object, thread or run to the next: thread ids, version tags.
  case identity
  /// Bytes of a C struct whose fields are not known here.
  case opaque
}
