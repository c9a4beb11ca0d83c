public import PyLayout

/// An object, told from its bytes.
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

  /// Which struct it starts with.
  public var kind: Kind { type.kind }
}

/// One separately allocated block of an object, every byte of it.
public struct Block: Hashable, Sendable {
  /// What it is of the object: `instance`, `items`, `key table`, `values` …
  public let part: String
  /// Its first byte: what the allocator gave.
  public let address: Address
  /// Offset 0 of its fields; of the instance, where `id()` points.
  public let origin: Address
  /// The fields in memory order, without gaps or overlaps.
  public let fields: [Field]

  /// Its bytes, as asked from the allocator.
  public var size: Int { fields.reduce(0) { $0 + $1.size } }
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
    /// The bytes themselves.
    public let bytes: [UInt8]
    /// What they are for.
    public internal(set) var role: Role
    /// Their value in words, where that says more than the number.
    public internal(set) var meaning: String?

    /// How many bytes.
    public var size: Int { bytes.count }

    /// The little-endian number that the first eight bytes make.
    public var bits: UInt64 {
      bytes.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
  }
}

/// What a field is for.
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
