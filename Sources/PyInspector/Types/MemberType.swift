internal import PyLayout

/// `T_SHORT` …, Include/structmember.h (3.12 on: `Py_T_SHORT`, Include/descrobject.h).
enum MemberType {
  /// Bytes of a member of a type; `nil` where it has no bytes of its own or the type is unknown.
  static func size(_ code: UInt64, on build: Build) -> Int? {
    switch code {
    case 7, 8, 9, 14: 1  // char, byte, ubyte, bool
    case 0, 10: 2  // short, ushort
    case 1, 3, 11: 4  // int, float, uint
    case 4, 17, 18: 8  // double, long long, unsigned long long
    case 2, 5, 6, 12, 16, 19: build.pointerSize  // long, string, objects, ulong, Py_ssize_t
    default: nil
    }
  }

  /// The type as C writes it; `nil` where it is unknown.
  static func cName(_ code: UInt64) -> String? {
    switch code {
    case 0: "short"
    case 1: "int"
    case 2: "long"
    case 3: "float"
    case 4: "double"
    case 5: "const char *"
    case 6, 16: "PyObject *"
    case 7, 8: "char"
    case 9: "unsigned char"
    case 10: "unsigned short"
    case 11: "unsigned int"
    case 12: "unsigned long"
    case 14: "char"
    case 17: "long long"
    case 18: "unsigned long long"
    case 19: "Py_ssize_t"
    default: nil
    }
  }

  /// `T_OBJECT`, `T_OBJECT_EX`
  static func isObject(_ code: UInt64) -> Bool { code == 6 || code == 16 }
}
