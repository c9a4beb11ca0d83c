/// `PyArray_StringDTypeObject`, NumPy's _core/include/numpy/ndarraytypes.h, from NumPy 2 on.
package struct PyArray_StringDTypeObject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    let _: PyArray_Descr = c.embed("base")
    c.fields(Ref.self, "na_object")
    c.fields(Int8.self, "coerce", "has_nan_na", "has_string_na", "array_owned")
    for name in ["default_string", "na_name"] {
      c.fields(uintptr_t.self, "\(name).size")
      c.fields(PlainPointer.self, "\(name).buf")
    }
    c.fields(PlainPointer.self, "allocator")
  }
}
