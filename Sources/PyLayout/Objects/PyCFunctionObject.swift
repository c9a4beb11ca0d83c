/// `PyCFunctionObject`, Include/cpython/methodobject.h (2.7, 3.6 … 3.8: Include/methodobject.h)
public struct PyCFunctionObject: CStruct {
  /// The head that every object starts with.
  public let ob_base: PyObject
  /// The `PyMethodDef` with the C function, its name and its flags.
  public let m_ml: Field<PlainPointer>
  /// What the function gets as `self`: an object, a module, or `NULL`.
  public let m_self: Field<Ref>
  /// `__module__`, any object or `NULL`.
  public let m_module: Field<Ref>
  /// The first weak reference to it, `NULL` while there is none; 3.x.
  public let m_weakreflist: Field<WeakRef>?
  /// The function that calls it without a tuple of arguments, as its flags allow; 3.8 on.
  public let vectorcall: Field<FunctionPointer>?

  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// In 3.x it can be referred to weakly; PEP 590, 3.8, added `vectorcall`.
  public init(_ c: inout CLayout) {
    let version = c.build.version
    ob_base = c.head()
    m_ml = c.field("m_ml")
    m_self = c.field("m_self")
    m_module = c.field("m_module")
    m_weakreflist = c.field("m_weakreflist", if: version >= .v3_0)
    vectorcall = c.field("vectorcall", if: version >= .v3_8)
  }
}

extension PyType {
  /// `PyCFunction_Type`, Objects/methodobject.c
  public static func builtinFunction(on build: Build) -> PyType {
    PyType(
      "builtin_function_or_method", PyCFunctionObject.self, on: build, weakrefs: "m_weakreflist")
  }
}
