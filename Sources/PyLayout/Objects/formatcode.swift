/// `formatcode`, Modules/_struct.c: one item of a compiled format.
package struct formatcode: CStruct {
  /// What kind of item it is; `NULL` in the one behind the last.
  package let fmtdef: Field<PlainPointer>

  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// 3.x counts items of one kind that follow each other in `repeat`.
  package init(_ c: inout CLayout) {
    fmtdef = c.field("fmtdef")
    c.fields(Py_ssize_t.self, "offset", "size")
    if c.build.version >= .v3_0 { c.fields(Py_ssize_t.self, "repeat") }
  }
}
