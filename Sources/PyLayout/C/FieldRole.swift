/// What a field of a C struct holds, as far as memory goes; or what bytes are that no field names.
public enum FieldRole: Hashable, Sendable {
  /// A number, or data.
  case value
  /// A reference count, or a part of one.
  case refcount
  /// `ob_type`.
  case type
  /// A counted reference that `tp_traverse` visits, if the type takes part in garbage collection.
  case reference
  /// A counted reference that `tp_traverse` leaves out.
  case unvisited
  /// A counted reference that `tp_traverse` visits, whose two lowest bits are no part of the address; a
  /// number where both are set: 3.14 on.
  case stackReference
  /// A counted reference to an object whose bytes are a package's own.
  case foreign
  /// A pointer to another block of the same object.
  case part
  /// A pointer to what it does not own: shared keys, a weak reference's object.
  case borrowed
  /// Links and states of the garbage collector, and of trace-refs builds.
  case gcLink
  /// A pointer to machine code.
  case code
  /// What differs from one object, thread or run to the next: thread ids, version tags.
  case identity
  /// Holes, padding, spare room, and what deletions left behind.
  case unused
  /// Bytes of a C struct whose fields are not known here.
  case opaque

  /// Whether it is a counted reference, whoever visits it.
  package var isReference: Bool { self == .reference || self == .unvisited }

  /// What such bytes are there for, where their struct does not say otherwise.
  public var purpose: Purpose {
    switch self {
    case .value, .reference, .unvisited, .stackReference, .foreign: .data
    case .refcount, .type, .gcLink: .header
    case .part, .borrowed, .code, .identity: .bookkeeping
    case .unused: .spare
    case .opaque: .undescribed
    }
  }
}
