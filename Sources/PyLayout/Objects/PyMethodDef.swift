/// `PyMethodDef`, Include/methodobject.h: one method of a type, or function of a module, in C.
public struct PyMethodDef: CStruct {
  /// The function's name; `NULL` in the entry behind the last.
  public let ml_name: Field<CString>
  /// The C function.
  public let ml_meth: Field<FunctionPointer>
  /// `METH_…`: how it is called.
  public let ml_flags: Field<Int32>
  /// Its docstring, which may begin with the signature, or `NULL`.
  public let ml_doc: Field<CString>

  /// The fields in C's order, as they stand on `c.build`.
  public init(_ c: inout CLayout) {
    ml_name = c.field("ml_name")
    ml_meth = c.field("ml_meth")
    ml_flags = c.field("ml_flags")
    ml_doc = c.field("ml_doc")
  }
}

extension PyMethodDef {
  /// `METH_VARARGS`: the C function gets its arguments in a tuple.
  package static var varargs: Int { 1 }
}
