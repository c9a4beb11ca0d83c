internal import PyLayout

extension Role {
  /// What a field of a role holds, given the number that its bytes make.
  init(_ role: FieldRole, _ bits: UInt64) {
    let target = Address(rawValue: bits)
    self =
      switch role {
      case .value: .value
      case .refcount: .refcount
      case .type: .type(target)
      case .reference, .unvisited: .reference(target)
      // Py_INT_TAG and Py_TAG_BITS
      case .stackReference: bits & 3 == 3 ? .value : .reference(Address(rawValue: bits & ~3))
      case .foreign: .foreign(target)
      case .part: .part(target)
      case .borrowed: .borrowed(target)
      case .gcLink: .gcLink
      case .code: .code
      case .identity: .identity
      }
  }

  /// The role of a field that holds it; `nil` for what is no field's.
  private var fieldRole: FieldRole? {
    switch self {
    case .value: .value
    case .refcount: .refcount
    case .type: .type
    case .reference: .reference
    case .foreign: .foreign
    case .part: .part
    case .borrowed: .borrowed
    case .gcLink: .gcLink
    case .code: .code
    case .identity: .identity
    case .unused, .opaque: nil
    }
  }

  /// What such bytes are there for, where nothing says otherwise.
  var purpose: Purpose { fieldRole?.purpose ?? (self == .unused ? .spare : .undescribed) }

  /// What C calls a pointer of the role, where nothing says which it is; `nil` for a role that is
  /// no pointer.
  var cType: String? {
    switch self {
    case .type: TypeRef.cName
    case .reference, .foreign: Ref.cName
    case .part, .borrowed: Pointer<CVoid>.cName
    case .value, .refcount, .gcLink, .code, .unused, .identity, .opaque: nil
    }
  }

  /// Whether it is a counted reference.
  var isReference: Bool { if case .reference = self { true } else { false } }
}
