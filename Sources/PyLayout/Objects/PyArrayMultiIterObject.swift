/// `PyArrayMultiIterObject`, NumPy's _core/include/numpy/ndarraytypes.h: a `broadcast`.
package struct PyArrayMultiIterObject: CStruct {
  /// How many arrays are broadcast.
  package let numiter: Field<Int32>
  /// Their iterators, `numiter` of them.
  package let iters: ArrayField<Ref>

  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    _ = c.head()
    numiter = c.field("numiter")
    c.fields(Py_ssize_t.self, .bookkeeping, "size")
    c.fields(Py_ssize_t.self, "index")
    c.fields(Int32.self, .bookkeeping, "nd")
    let _: ArrayField<Py_ssize_t> = c.array("dimensions", .bookkeeping, count: 32)
    // NPY_MAXARGS: 32; NumPy 2's headers show none, and its own code has 64
    iters = c.array("iters", count: c.packageIsAtLeast(Version(2, 0)) ? 64 : 32)
  }
}
