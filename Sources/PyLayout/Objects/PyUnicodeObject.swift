/// `PyUnicodeObject`, Include/cpython/unicodeobject.h (3.x): a `str` with its characters elsewhere,
/// as every instance of a subclass of `str` has them.
public struct PyUnicodeObject: CStruct {
  /// What a `str` with its characters behind it has.
  public let _base: PyCompactUnicodeObject
  /// The characters, in a block of their own.
  public let data: Field<Pointer<CVoid>>

  /// The fields in C's order, as they stand on `c.build`.
  public init(_ c: inout CLayout) {
    _base = c.embed("_base")
    data = c.field("data")
  }
}

/// `PyUnicodeObject` of 2.7, Include/unicodeobject.h: a `unicode` with its characters elsewhere.
public struct PyUnicodeObject2: CStruct {
  /// The head that every object starts with.
  public let ob_base: PyObject
  /// How many `Py_UNICODE`s it has, without the zero behind them.
  public let length: Field<Py_ssize_t>
  /// The characters, in a block of their own.
  public let str: Field<Pointer<Py_UNICODE>>
  /// Its hash, -1 until somebody asks.
  public let hash: Field<CLong>
  /// The text encoded as a `str`, `NULL` until somebody asks.
  public let defenc: Field<Ref>

  /// `PyUnicodeObject`: the struct of 2.7 has the name of 3.x's.
  public static var cName: String { "PyUnicodeObject" }

  /// The fields in C's order, as they stand on `c.build`.
  public init(_ c: inout CLayout) {
    ob_base = c.head()
    length = c.field("length", .bookkeeping)
    str = c.field("str")
    hash = c.field("hash", .bookkeeping)
    defenc = c.field("defenc", .bookkeeping)
  }
}

extension PyType {
  /// `PyUnicode_Type`, Objects/unicodeobject.c: `str`, in 2.7 `unicode`.
  public static func str(on build: Build) -> PyType {
    build.version < .v3_0
      ? PyType("unicode", PyUnicodeObject2.layout(on: build))
      : PyType("str", PyUnicodeObject.layout(on: build))
  }
}
