/// `MatchObject`, Modules/_sre/sre.h (up to 3.10: Modules/sre.h)
package struct MatchObject: CStruct {
  /// Start and end of each group, the whole match first; -1 for no match.
  package let mark: ArrayField<Py_ssize_t>

  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    _ = c.varHead()
    c.fields(Ref.self, "string", "regs", "pattern")
    c.fields(Py_ssize_t.self, "pos")
    c.fields(Py_ssize_t.self, "endpos", "lastindex", "groups")
    mark = c.array("mark", count: 1)
  }
}

extension PyType {
  /// `Match_Type`, Modules/_sre/sre.c
  public static func match(on build: Build) -> PyType {
    let layout = MatchObject.layout(on: build)
    return PyType(
      build.version < .v3_0 ? "_sre.SRE_Match" : "re.Match", layout,
      tp_itemsize: layout.mark.stride,
      flags: build.version < .v3_10 ? [] : .haveGC)
  }
}
