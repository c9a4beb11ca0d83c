internal import PyLayout

/// `PyMethodDef`, Include/methodobject.h: one method of a type written in C.
struct PyMethodDef: CStruct {
  let ml_name: Field<Address>
  let ml_meth: Field<Address>
  let ml_flags: Field<Int32>
  let ml_doc: Field<Address>

  init(_ c: inout CLayout) {
    ml_name = c.field("ml_name")
    ml_meth = c.field("ml_meth")
    ml_flags = c.field("ml_flags")
    ml_doc = c.field("ml_doc")
  }
}
