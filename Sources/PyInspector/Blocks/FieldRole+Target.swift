package import PyLayout

extension FieldRole {
  /// What a field of the role holds, given the number that its bytes make.
  func holding(_ bits: UInt64) -> FieldRole {
    // Py_INT_TAG and Py_TAG_BITS, Include/internal/pycore_stackref.h
    self == .stackReference ? bits & 3 == 3 ? .value : .reference : self
  }

  /// Where a field of the role points, given the number that its bytes make; `nil` for no pointer.
  package func target(of bits: UInt64) -> Address? {
    switch self {
    case .type, .reference, .unvisited, .foreign, .part, .borrowed: Address(rawValue: bits)
    case .stackReference: bits & 3 == 3 ? nil : Address(rawValue: bits & ~3)
    case .value, .refcount, .gcLink, .code, .identity, .unused, .opaque: nil
    }
  }

  /// What C calls a pointer of the role, where nothing says which it is; `nil` for a role that is
  /// no pointer.
  var cType: String? {
    switch self {
    case .type: TypeRef.cName
    case .reference, .unvisited, .stackReference, .foreign: Ref.cName
    case .part, .borrowed: Pointer<CVoid>.cName
    case .value, .refcount, .gcLink, .code, .identity, .unused, .opaque: nil
    }
  }
}
