/// `struct _longobject`, Include/cpython/longintrepr.h (2.7 to 3.10: Include/longintrepr.h)
public struct PyLongObject: CStruct {
  /// The head that every object starts with.
  public let ob_base: PyObject
  /// How many digits it has, negative for a negative int; up to 3.11.
  public let ob_size: Field<Py_ssize_t>?
  /// How many digits it has, shifted by 3, and its sign in the lowest bits; 3.12 on.
  public let lv_tag: Field<uintptr_t>?
  /// The digits, the lowest first.
  public let ob_digit: ArrayField<Digit>

  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// gh-101291, 3.12, put the number of digits and the sign into `lv_tag`.
  public init(_ c: inout CLayout) {
    if c.build.version < .v3_12 {
      let head = c.varHead()
      ob_base = head.ob_base
      ob_size = head.ob_size
      lv_tag = nil
      ob_digit = c.array("ob_digit", count: 1)
    } else {
      ob_base = c.head()
      ob_size = nil
      lv_tag = c.field("long_value.lv_tag", .bookkeeping)
      ob_digit = c.array("long_value.ob_digit", count: 1)
    }
  }
}

/// `digit`, Include/cpython/longintrepr.h: 30 bits of an int, or 15.
public enum Digit: CType {
  /// C's name.
  public static var cName: String { "digit" }
  /// `sizeof` a digit in bytes: 4, or 2 for one of 15 bits.
  public static func size(on build: Build) -> Int {
    // PYLONG_BITS_IN_DIGIT was 15 for 4-byte pointers until bpo-45569, 3.11: configure.ac
    build.pointerSize == 4 && build.version < .v3_11 ? 2 : 4
  }
  /// `PyLong_SHIFT`: the bits of a digit that are the int's.
  public static func bits(on build: Build) -> Int { size(on: build) == 2 ? 15 : 30 }
  /// The digit as a number.
  public static func value(of bits: UInt64, on build: Build) -> UInt32 {
    UInt32(truncatingIfNeeded: bits)
  }
}

extension PyLongObject {
  /// For how many digits a class's instance has room at least: gh-100637, 3.11.2, where zero got one, in
  /// `long_subtype_new` and in `int.__sizeof__`, Objects/longobject.c.
  package static func leastDigits(on build: Build) -> Int {
    build.version < Version(3, 11, 2) ? 0 : 1
  }
}

extension PyType {
  /// `PyLong_Type`, Objects/longobject.c: `int`, in 2.7 `long`.
  public static func int(on build: Build) -> PyType {
    let layout = PyLongObject.layout(on: build)
    return PyType(
      build.version < .v3_0 ? "long" : "int", layout,
      tp_basicsize: layout.ob_digit.offset.rawValue, tp_itemsize: layout.ob_digit.stride)
  }

  /// `PyBool_Type`, Objects/boolobject.c: an int; in 2.7 a plain one.
  public static func bool(on build: Build) -> PyType {
    if build.version < .v3_0 { return plainInt(on: build).renamed("bool") }
    let layout = PyLongObject.layout(on: build)
    // Up to 3.11 `sizeof(struct _longobject)`, its first digit and the padding included
    return PyType(
      "bool", layout,
      tp_basicsize: build.version < .v3_12 ? layout.size : layout.ob_digit.offset.rawValue,
      tp_itemsize: layout.ob_digit.stride)
  }
}
