/// `permutationsobject`, Modules/itertoolsmodule.c
package struct permutationsobject: CStruct {
  /// The head that every object starts with.
  package let ob_base: PyObject
  /// The tuple of what is put in order.
  package let pool: Field<Ref>
  /// The order of the pool, an index for each of its items.
  package let indices: Field<Pointer<Py_ssize_t>>
  /// For each of `r` how many turns are left before it changes.
  package let cycles: Field<Pointer<Py_ssize_t>>
  /// How many of the pool each result has.
  package let r: Field<Py_ssize_t>

  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    ob_base = c.head()
    pool = c.field("pool")
    indices = c.field("indices")
    cycles = c.field("cycles")
    c.fields(Ref.self, "result")
    r = c.field("r")
    c.fields(Int32.self, "stopped")
  }
}

extension PyType {
  /// `permutations_type`, Modules/itertoolsmodule.c
  public static func permutations(on build: Build) -> PyType {
    PyType("itertools.permutations", permutationsobject.self, on: build)
  }
}
