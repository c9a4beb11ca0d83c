extension PyMemberDef {
  /// What a member is: `Py_T_SHORT` …, Include/descrobject.h (up to 3.11: `T_SHORT`,
  /// Include/structmember.h).
  package enum MemberType: UInt64, Sendable {
    case short = 0
    case int, long, float, double, string, object, char, byte, ubyte, ushort, uint, ulong
    case bool = 14
    /// A slot of a class: what is not set is an AttributeError.
    case objectEx = 16
    case longlong, ulonglong, pyssizet

    /// What the member of a field is; `nil` for a field that no `PyMemberDef` describes: an array, a
    /// pointer to another block.
    package init?(of field: FieldRow) {
      guard field.role == .value else {
        guard field.role.isReference else { return nil }
        self = .objectEx
        return
      }
      switch field.cType {
      case Int8.cName: self = .byte
      case UInt8.cName: self = .ubyte
      case Int16.cName: self = .short
      case UInt16.cName: self = .ushort
      case Int32.cName: self = .int
      case UInt32.cName: self = .uint
      case Int64.cName: self = .longlong
      case UInt64.cName: self = .ulonglong
      case Py_ssize_t.cName: self = .pyssizet
      case uintptr_t.cName: self = .ulong
      case Float.cName: self = .float
      case Double.cName: self = .double
      default: return nil
      }
    }

    /// Bytes of such a member.
    package func size(on build: Build) -> Int {
      switch self {
      case .char, .byte, .ubyte, .bool: 1
      case .short, .ushort: 2
      case .int, .float, .uint: 4
      case .double, .longlong, .ulonglong: 8
      case .long, .string, .object, .ulong, .objectEx, .pyssizet: build.pointerSize
      }
    }

    /// The type as C writes it.
    package var cName: String {
      switch self {
      case .short: "short"
      case .int: "int"
      case .long: "long"
      case .float: "float"
      case .double: "double"
      case .string: "const char *"
      case .object, .objectEx: "PyObject *"
      case .char, .byte, .bool: "char"
      case .ubyte: "unsigned char"
      case .ushort: "unsigned short"
      case .uint: "unsigned int"
      case .ulong: "unsigned long"
      case .longlong: "long long"
      case .ulonglong: "unsigned long long"
      case .pyssizet: "Py_ssize_t"
      }
    }

    /// Whether it is a reference to an object.
    package var isObject: Bool { self == .object || self == .objectEx }
  }

  /// `_Py_AFTER_ITEMS`, Include/descrobject.h, 3.15: the flag of a member behind the items.
  package static let afterItems = 1 << 4
}
