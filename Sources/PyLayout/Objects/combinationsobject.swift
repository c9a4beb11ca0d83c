/// `combinationsobject`, Modules/itertoolsmodule.c; `cwrobject` is the same.
package struct combinationsobject: CStruct {
  /// The head that every object starts with.
  package let ob_base: PyObject
  /// The tuple of what is chosen from.
  package let pool: Field<Ref>
  /// Which of the pool are chosen, one index for each of `r`.
  package let indices: Field<Pointer<Py_ssize_t>>
  /// How many are chosen.
  package let r: Field<Py_ssize_t>

  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    ob_base = c.head()
    pool = c.field("pool")
    indices = c.field("indices")
    c.fields(Ref.self, "result")
    r = c.field("r")
    c.fields(Int32.self, "stopped")
  }
}

extension PyType {
  /// `combinations_type`, Modules/itertoolsmodule.c
  public static func combinations(on build: Build) -> PyType {
    PyType("itertools.combinations", combinationsobject.self, on: build)
  }
}
