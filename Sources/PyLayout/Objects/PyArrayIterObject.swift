/// `PyArrayIterObject`, NumPy's _core/include/numpy/ndarraytypes.h: a `flatiter`.
package struct PyArrayIterObject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    _ = c.head()
    c.fields(Int32.self, "nd_m1")
    c.fields(Py_ssize_t.self, "index")
    c.fields(Py_ssize_t.self, .bookkeeping, "size")
    // NPY_MAXDIMS, and NPY_MAXDIMS_LEGACY_ITERS
    let dimensions = 32
    for name in ["coordinates", "dims_m1", "strides", "backstrides", "factors"] {
      let _: ArrayField<Py_ssize_t> = c.array(name, .bookkeeping, count: dimensions)
    }
    c.fields(Ref.self, "ao")
    c.fields(PlainPointer.self, "dataptr")
    c.fields(UInt8.self, "contiguous")
    for name in ["bounds", "limits"] {
      let _: ArrayField<Py_ssize_t> = c.array(name, .bookkeeping, count: 2 * dimensions)
    }
    let _: ArrayField<Py_ssize_t> = c.array("limits_sizes", .bookkeeping, count: dimensions)
    c.fields(PlainPointer.self, "translate")
  }
}
