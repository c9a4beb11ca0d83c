/// What has a name in C: a scalar type, a struct.
public protocol CNamed {
  /// The name in C.
  static var cName: String { get }
}

/// A pointer, whatever it points at.
public protocol CPointer: CType where Value == Address {}

extension CPointer {
  public static func size(on build: Build) -> Int { build.pointerSize }
  public static func value(of bits: UInt64, on build: Build) -> Address { Address(rawValue: bits) }
}

/// `PyObject *`, a counted reference; `NULL` where there is none.
public enum Ref: CPointer {
  public static var cName: String { "PyObject *" }
  public static var role: FieldRole { .reference }
}

/// `PyObject *`, a counted reference to an object whose bytes are a package's own: a dtype.
public enum ForeignRef: CPointer {
  public static var cName: String { "PyObject *" }
  public static var role: FieldRole { .foreign }
}

/// `PyObject *`, not counted: what a weak reference refers to, and who refers weakly.
public enum WeakRef: CPointer {
  public static var cName: String { "PyObject *" }
  public static var role: FieldRole { .borrowed }
}

/// `PyTypeObject *`, an object's type; heap types count it since 3.8.
public enum TypeRef: CPointer {
  public static var cName: String { "PyTypeObject *" }
  public static var role: FieldRole { .type }
}

/// A pointer to a block of the object's own: an array, a table, characters.
public enum Pointer<Target: CNamed>: CPointer {
  public static var cName: String {
    Target.cName.last == "*" ? "\(Target.cName)*" : "\(Target.cName) *"
  }
  public static var role: FieldRole { .part }
}

/// `const char *`, text that is not the object's own.
public enum CString: CPointer {
  public static var cName: String { "const char *" }
  public static var role: FieldRole { .borrowed }
}

/// A pointer that owns nothing and refers to no object: to code, to what is constant, into another
/// block.
public enum PlainPointer: CPointer {
  public static var cName: String { "const void *" }
  public static var role: FieldRole { .borrowed }
}

/// A pointer to machine code.
public enum FunctionPointer: CPointer {
  public static var cName: String { "void (*)()" }
  public static var role: FieldRole { .code }
}

/// C's `void`, which a pointer may point at.
public enum CVoid: CNamed {
  public static var cName: String { "void" }
}

/// C's `wchar_t`, of which code here reads none.
public enum wchar_t: CNamed {
  public static var cName: String { "wchar_t" }
}

/// `Py_UNICODE`, a code unit of 2.7's `unicode`, of which code here reads none.
public enum Py_UNICODE: CNamed {
  public static var cName: String { "Py_UNICODE" }
}

/// 2.7's `PyDictEntry`, Include/dictobject.h: what 3.x calls ``PyDictKeyEntry``.
public enum PyDictEntry: CNamed {
  public static var cName: String { "PyDictEntry" }
}

/// `npy_intp`, NumPy's _core/include/numpy/npy_common.h: a `Py_ssize_t`.
public enum npy_intp: CNamed {
  public static var cName: String { "npy_intp" }
}
