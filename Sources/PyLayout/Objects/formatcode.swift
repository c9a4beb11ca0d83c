/// `formatcode`, Modules/_struct.c: one item of a compiled format.
public struct formatcode: CStruct {
  public let fmtdef: Field<PlainPointer>

  public init(_ c: inout CLayout) {
    fmtdef = c.field("fmtdef")
    c.fields(Py_ssize_t.self, "offset", "size")
    if c.build.version >= .v3_0 { c.fields(Py_ssize_t.self, "repeat") }
  }
}
