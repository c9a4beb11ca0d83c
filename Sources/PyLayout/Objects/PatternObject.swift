/// `PatternObject`, Modules/_sre/sre.h (up to 3.10: Modules/sre.h)
package struct PatternObject: CStruct {
  /// The first weak reference to it, `NULL` while there is none.
  package let weakreflist: Field<WeakRef>
  /// The program that it was compiled to, 4 bytes a word.
  package let code: ArrayField<UInt32>

  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// 3.x has `isbytes`; debug builds from 3.13 on can simulate that a user interrupts.
  package init(_ c: inout CLayout) {
    let version = c.build.version
    _ = c.varHead()
    c.fields(Py_ssize_t.self, "groups")
    c.fields(Ref.self, "groupindex")
    c.fields(Ref.self, "indexgroup", "pattern")
    c.fields(Int32.self, "flags")
    weakreflist = c.field("weakreflist")
    if version >= .v3_0 { c.fields(Int32.self, "isbytes") }
    if version >= .v3_13 && c.build.isDebug {
      c.fields(Int32.self, "fail_after_count")
      c.fields(Ref.self, "fail_after_exc")
    }
    c.fields(Py_ssize_t.self, "codesize")
    code = c.array("code", count: 1)
  }
}

extension PyType {
  /// `Pattern_Type`, Modules/_sre/sre.c
  public static func pattern(on build: Build) -> PyType {
    let layout = PatternObject.layout(on: build)
    return PyType(
      build.version < .v3_0 ? "_sre.SRE_Pattern" : "re.Pattern", layout,
      tp_itemsize: layout.code.stride,
      tp_weaklistoffset: layout.weakreflist.offset.rawValue,
      flags: build.version < .v3_10 ? [] : .haveGC)
  }
}
