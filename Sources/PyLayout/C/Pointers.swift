/// What has a name in C: a scalar type, a struct.
public protocol CNamed {
  /// The name in C.
  static var cName: String { get }
}

/// A pointer, whatever it points at.
public protocol CPointer: CType {}

extension CPointer {
  /// As many bytes as the build's addresses have.
  public static func size(on build: Build) -> Int { build.pointerSize }
}

extension CPointer where Value == Address {
  /// The address, 0 for `NULL`.
  public static func value(of bits: UInt64, on build: Build) -> Address { Address(rawValue: bits) }
}

/// `PyObject *`, a counted reference; `NULL` where there is none.
public enum Ref: CPointer {
  /// Whatever the header's own type of object is.
  public static var cName: String { "PyObject *" }
  /// A counted reference.
  public static var role: FieldRole { .reference }
}

/// `PyObject *`, a counted reference that `tp_traverse` does not visit: what it refers to leads back
/// to nothing, or the collector finds it elsewhere.
public enum UnvisitedRef: CPointer {
  /// A reference like others.
  public static var cName: String { "PyObject *" }
  /// Counted, and not visited.
  public static var role: FieldRole { .unvisited }
}

/// `_PyStackRef`, Include/internal/pycore_stackref.h (3.14 on): a counted reference with two bits of its
/// own, or a number.
public enum _PyStackRef: CPointer {
  /// The union's name.
  public static var cName: String { "_PyStackRef" }
  /// A reference beneath its bits.
  public static var role: FieldRole { .stackReference }
}

/// `PyObject *`, a counted reference to an object whose bytes are a package's own: a dtype.
public enum ForeignRef: CPointer {
  /// Whatever the header's own type of object is.
  public static var cName: String { "PyObject *" }
  /// A counted reference, to what a package lays out.
  public static var role: FieldRole { .foreign }
}

/// `PyObject *`, not counted: what a weak reference refers to, and who refers weakly.
public enum WeakRef: CPointer {
  /// Whatever the header's own type of object is.
  public static var cName: String { "PyObject *" }
  /// Borrowed: the object does not own what it points at.
  public static var role: FieldRole { .borrowed }
}

/// `PyTypeObject *`, an object's type; heap types count it since 3.8.
public enum TypeRef: CPointer {
  /// The type of `ob_type`.
  public static var cName: String { "PyTypeObject *" }
  /// The object's type.
  public static var role: FieldRole { .type }
}

/// A pointer to a block of the object's own: an array, a table, characters.
///
/// Such a field's value is a pointer to that and to nothing else: a key table cannot be taken for an
/// object, nor a pool for a block.
@frozen public struct Pointer<Target: CNamed>: CPointer, Hashable, Sendable {
  /// Where the block is; 0 for `NULL`.
  public let address: Address

  /// A pointer to what is at an address.
  @inlinable public init(_ address: Address) { self.address = address }

  /// `NULL`
  @inlinable public static var null: Pointer { Pointer(.null) }

  /// The address a number of bytes further.
  @inlinable package static func + (pointer: Pointer, bytes: Int) -> Address {
    Address(rawValue: pointer.address.rawValue &+ UInt64(bitPattern: Int64(bytes)))
  }

  /// The address `offset` bytes further.
  @inlinable package static func + (pointer: Pointer, offset: Offset) -> Address {
    pointer + offset.rawValue
  }

  /// The pointer with this number; 0 for `NULL`.
  public static func value(of bits: UInt64, on build: Build) -> Pointer {
    Pointer(Address(rawValue: bits))
  }
  /// The target's name and a star.
  public static var cName: String {
    Target.cName.last == "*" ? "\(Target.cName)*" : "\(Target.cName) *"
  }
  /// Another block of the same object.
  public static var role: FieldRole { .part }
}

/// `const char *`, text that is not the object's own.
public enum CString: CPointer {
  /// Text that ends in a zero.
  public static var cName: String { "const char *" }
  /// Borrowed: the text belongs to the program, or to another block.
  public static var role: FieldRole { .borrowed }
}

/// A pointer that owns nothing and refers to no object: to code, to what is constant, into another
/// block.
public enum PlainPointer: CPointer {
  /// Whatever the header says that it points at.
  public static var cName: String { "const void *" }
  /// Borrowed: the object does not own what it points at.
  public static var role: FieldRole { .borrowed }
}

/// A pointer to machine code.
public enum FunctionPointer: CPointer {
  /// Whatever arguments the function takes.
  public static var cName: String { "void (*)()" }
  /// Machine code.
  public static var role: FieldRole { .code }
}

/// C's `void`, which a pointer may point at.
public enum CVoid: CNamed {
  /// What is at the pointer is not said.
  public static var cName: String { "void" }
}

/// C's `wchar_t`, of which code here reads none.
public enum wchar_t: CNamed {
  /// Four bytes on Linux.
  public static var cName: String { "wchar_t" }
}

/// `Py_UNICODE`, a code unit of 2.7's `unicode`, of which code here reads none.
public enum Py_UNICODE: CNamed {
  /// Two bytes or four, as 2.7 was configured.
  public static var cName: String { "Py_UNICODE" }
}

/// 2.7's `PyDictEntry`, Include/dictobject.h: what 3.x calls ``PyDictKeyEntry``.
public enum PyDictEntry: CNamed {
  /// 2.7's name of a key with its hash and value.
  public static var cName: String { "PyDictEntry" }
}

/// `npy_intp`, NumPy's _core/include/numpy/npy_common.h: a `Py_ssize_t`.
public enum npy_intp: CNamed {
  /// NumPy's name for a signed size.
  public static var cName: String { "npy_intp" }
}
