/// `NewNpyArrayIterObject`, NumPy's multiarray/nditer_pywrap.c: an `nditer`.
package struct NewNpyArrayIterObject: CStruct {
  /// The fields in C's order, as the package's version has them; NumPy 2.3 made the flags' arrays
  /// one pointer, to as many as there are operands.
  package init(_ c: inout CLayout) {
    _ = c.head()
    c.fields(PlainPointer.self, "iter")
    c.fields(Int8.self, "started", "finished")
    c.fields(Ref.self, .bookkeeping, "nested_child")
    c.fields(
      PlainPointer.self, "iternext", "get_multi_index", "dataptrs", "dtypes", "operands",
      "innerstrides", "innerloopsizeptr")
    if c.packageIsAtLeast(Version(2, 3)) {
      c.fields(PlainPointer.self, "writeflags")
    } else {
      let count = c.packageIsAtLeast(Version(2, 0)) ? 64 : 32  // NPY_MAXARGS
      for name in ["readflags", "writeflags"] {
        let _: ArrayField<Int8> = c.array(name, count: count)
      }
    }
  }
}
