/// `PyArray_Descr`, NumPy's _core/include/numpy/ndarraytypes.h: what all dtypes start with; up to
/// NumPy 1 all of one.
public struct PyArray_Descr: CStruct {
  public let ob_base: PyObject
  /// Three characters.
  public let kind: Field<Int8>
  public let type: Field<Int8>
  public let byteorder: Field<Int8>
  public let type_num: Field<Int32>
  /// Bytes of an item: an `int`, from NumPy 2 on an `npy_intp`.
  public let elsize: Field<Int32>?
  public let elsize2: Field<Py_ssize_t>?
  public let subarray: Field<Pointer<CVoid>>?
  public let names: Field<Ref>?
  public let c_metadata: Field<Pointer<CVoid>>?

  public init(_ c: inout CLayout) {
    let is2 = c.packageIsAtLeast(Version(2, 0))
    ob_base = c.head()
    c.fields(Ref.self, .bookkeeping, "typeobj")
    kind = c.field("kind")
    type = c.field("type")
    byteorder = c.field("byteorder")
    c.fields(Int8.self, .bookkeeping, is2 ? "_former_flags" : "flags")
    type_num = c.field("type_num")
    if is2 { c.fields(UInt64.self, .bookkeeping, "flags") }
    elsize = c.field("elsize", if: !is2)
    elsize2 = c.field("elsize", if: is2)
    if is2 {
      c.fields(Py_ssize_t.self, .bookkeeping, "alignment")
    } else {
      c.fields(Int32.self, .bookkeeping, "alignment")
    }
    subarray = c.field("subarray", if: !is2)
    if !is2 { c.fields(Ref.self, "fields") }
    names = c.field("names", if: !is2)
    if !is2 { c.fields(PlainPointer.self, "f") }
    c.fields(Ref.self, "metadata")
    c_metadata = c.field("c_metadata", if: !is2)
    c.fields(Py_hash_t.self, .bookkeeping, "hash")
    if is2 { let _: ArrayField<PlainPointer> = c.array("reserved_null", .bookkeeping, count: 2) }
  }
}
