/// `PyArray_Descr`, NumPy's _core/include/numpy/ndarraytypes.h: what all dtypes start with; up to
/// NumPy 1 all of one.
public struct PyArray_Descr: CStruct {
  /// The head that every object starts with.
  public let ob_base: PyObject
  /// A character for what kind of item it is: `i`, `u`, `f`, `c`, `V` and so on.
  public let kind: Field<Int8>
  /// A character for the type itself: `l` and `q` are both of kind `i`.
  public let type: Field<Int8>
  /// A character: `<`, `>`, `=` for the machine's own, `|` where there is none.
  public let byteorder: Field<Int8>
  /// `NPY_TYPES`: the number of the type.
  public let type_num: Field<Int32>
  /// Bytes of an item, an `int`; up to NumPy 1.
  public let elsize: Field<Int32>?
  /// Bytes of an item, an `npy_intp`; NumPy 2 on.
  public let elsize2: Field<Py_ssize_t>?
  /// What an item is an array of, a `PyArray_ArrayDescr`, or `NULL`; up to NumPy 1.
  public let subarray: Field<Pointer<CVoid>>?
  /// A dict of its fields by their names: tuples of dtype and offset; up to NumPy 1.
  package let fields: Field<Ref>?
  /// The tuple of a structured dtype's field names; up to NumPy 1.
  public let names: Field<Ref>?
  /// The unit of dates and times, a `PyArray_DatetimeDTypeMetaData`; up to NumPy 1.
  public let c_metadata: Field<Pointer<CVoid>>?

  /// The fields in C's order, as the package's version has them: NumPy 2 widened flags and sizes,
  /// and left what only some dtypes have to `_PyArray_LegacyDescr`.
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
    fields = c.field("fields", if: !is2)
    names = c.field("names", if: !is2)
    if !is2 { c.fields(PlainPointer.self, "f") }
    c.fields(Ref.self, "metadata")
    c_metadata = c.field("c_metadata", if: !is2)
    c.fields(Py_hash_t.self, .bookkeeping, "hash")
    if is2 { let _: ArrayField<PlainPointer> = c.array("reserved_null", .bookkeeping, count: 2) }
  }
}
