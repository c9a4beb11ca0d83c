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

  /// `T_OBJECT`, `T_OBJECT_EX`
  static func isObject(_ code: UInt64) -> Bool { code == 6 || code == 16 }
}
