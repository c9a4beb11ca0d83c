/// `PyUnicodeObject`, Include/cpython/unicodeobject.h (3.x): a `str` with its characters elsewhere,
/// as every instance of a subclass of `str` has them.
public struct PyUnicodeObject: CStruct {
  public let _base: PyCompactUnicodeObject
  public let data: Field<Pointer<CVoid>>

  public init(_ c: inout CLayout) {
    _base = c.embed("_base")
    data = c.field("data")
  }
}

/// `PyUnicodeObject` of 2.7, Include/unicodeobject.h: a `unicode` with its characters elsewhere.
public struct PyUnicodeObject2: CStruct {
  public let ob_base: PyObject
  public let length: Field<Py_ssize_t>
  public let str: Field<Pointer<Py_UNICODE>>
  public let hash: Field<CLong>
  public let defenc: Field<Ref>

  public static var cName: String { "PyUnicodeObject" }

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
