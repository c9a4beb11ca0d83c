/// `PyCFunctionObject`, Include/cpython/methodobject.h (2.7, 3.6 … 3.8: Include/methodobject.h)
public struct PyCFunctionObject: CStruct {
  public let ob_base: PyObject
  public let m_ml: Field<PlainPointer>
  public let m_self: Field<Ref>
  public let m_module: Field<Ref>
  public let m_weakreflist: Field<WeakRef>?
  public let vectorcall: Field<FunctionPointer>?

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
