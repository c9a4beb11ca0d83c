/// What a field of a C struct holds, as far as memory goes.
public enum FieldRole: Hashable, Sendable {
  /// A number, or data.
  case value
  /// A reference count, or a part of one.
  case refcount
  /// `ob_type`.
  case type
  /// A counted reference.
  case reference
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

  /// What such a field is there for, where its struct does not say otherwise.
  public var purpose: Purpose {
    switch self {
    case .value, .reference, .foreign: .data
    case .refcount, .type, .gcLink: .header
    case .part, .borrowed, .code, .identity: .bookkeeping
    }
  }
}

/// What bytes of an object are there for.
public enum Purpose: String, CaseIterable, Hashable, Sendable {
  /// What the user stores: values, and references to them.
  case data
  /// What every object of its kind starts with: pre-header, GC head, `PyObject_HEAD`, `ob_size`.
  case header
  /// What CPython needs to find and order the data.
  case bookkeeping
  /// Fields of C that are not described: no layout names them, and they are no holes.
  case undescribed
  /// Room that nothing fills yet.
  case spare
  /// What alignment leaves between fields, and behind the last.
  case hole
  /// What the allocator gives beyond what was asked.
  case rounding
}
