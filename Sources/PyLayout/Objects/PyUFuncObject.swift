/// `PyUFuncObject`, NumPy's _core/include/numpy/ufuncobject.h
package struct PyUFuncObject: CStruct {
  /// The fields in C's order, as the package's version has them: NumPy renames what it gives up,
  /// and puts what is new in its place or at the end.
  package init(_ c: inout CLayout) {
    let (package, build) = (c.package, c.build)
    func newer(_ major: Int, _ minor: Int) -> Bool {
      package.map { $0 >= Version(major, minor) } ?? true
    }
    _ = c.head()
    c.fields(Int32.self, "nin", "nout", "nargs", "identity")
    c.fields(PlainPointer.self, "functions", "data")
    c.fields(Int32.self, "ntypes", newer(2, 5) ? "_ufunc_flags" : "reserved1")
    c.fields(PlainPointer.self, "name", "types", "doc", "ptr")
    c.fields(Ref.self, "obj", "userloops")
    c.fields(Int32.self, "core_enabled", "core_num_dim_ix")
    c.fields(
      PlainPointer.self, "core_num_dims", "core_dim_ixs", "core_offsets", "core_signature",
      "type_resolver")
    if newer(2, 2) {
      c.fields(Ref.self, "dict")
    } else {
      c.fields(PlainPointer.self, newer(2, 0) ? "reserved2" : "legacy_inner_loop_selector")
    }
    let isCalledFast = newer(1, 21) && build.version >= Version(3, 8)
    c.fields(
      PlainPointer.self, isCalledFast ? "vectorcall" : "reserved2",
      newer(2, 0)
        ? "reserved3"
        : newer(1, 22)
          ? "_always_null_previously_masked_innerloop_selector" : "masked_inner_loop_selector",
      "op_flags")
    c.fields(UInt32.self, "iter_flags")
    c.fields(PlainPointer.self, "core_dim_sizes", "core_dim_flags")
    c.fields(Ref.self, "identity_value")
    if newer(1, 22) {
      c.fields(PlainPointer.self, "_dispatch_cache")
      c.fields(Ref.self, "_loops")
    }
    if newer(2, 1) { c.fields(PlainPointer.self, "process_core_dims_func") }
  }
}
