/// `PyMethodDef`, Include/methodobject.h: one method of a type, or function of a module, in C.
public struct PyMethodDef: CStruct {
  public let ml_name: Field<CString>
  public let ml_meth: Field<FunctionPointer>
  public let ml_flags: Field<Int32>
  public let ml_doc: Field<CString>

  public init(_ c: inout CLayout) {
    ml_name = c.field("ml_name")
    ml_meth = c.field("ml_meth")
    ml_flags = c.field("ml_flags")
    ml_doc = c.field("ml_doc")
  }
}
