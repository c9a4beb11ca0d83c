/// What an item of a dtype is.
struct NumPyItem {
  /// `kind` of `PyArray_Descr`: `b`, `i`, `u`, `f`, `c`, `O`, `S`, `U`, `V`, `M`, `m`.
  let kind: Character
  /// Its `byteorder`: `>` where its bytes are in the order that the machine does not have.
  let byteorder: Character
  /// Bytes of it.
  let size: Int

  /// What `str(dtype)` says of one without fields or units: `__str__`, NumPy's _core/_dtype.py
  var name: String {
    if byteorder == ">" { return ">\(kind)\(size)" }
    return switch kind {
    case "b": "bool"
    case "i": "int\(size * 8)"
    case "u": "uint\(size * 8)"
    case "f": "float\(size * 8)"
    case "c": "complex\(size * 8)"
    case "O": "object"
    case "M": "datetime64"
    case "m": "timedelta64"
    case "U": "<U\(size / 4)"
    case "S", "V": "|\(kind)\(size)"
    default: "\(kind)\(size)"
    }
  }

  /// Whether it is a number, or a reference, that can be told.
  func isShown(pointer: Int) -> Bool {
    if byteorder == ">" { return false }
    return switch kind {
    case "b": size == 1
    case "i", "u": [1, 2, 4, 8].contains(size)
    case "f": [2, 4, 8].contains(size)
    case "O": size == pointer
    default: false
    }
  }
}
