/// `PyArrayObject_fields`, NumPy's core/include/numpy/ndarraytypes.h: an array, its data elsewhere.
public struct PyArrayObject_fields: CStruct {
  /// The head that every object starts with.
  public let ob_base: PyObject
  /// The items: a block of its own, or a part of the base's.
  public let data: Field<Pointer<CVoid>>
  /// How many dimensions it has.
  public let nd: Field<Int32>
  /// The length of each dimension; the strides stand behind them in the same block.
  public let dimensions: Field<Pointer<npy_intp>>
  /// Bytes from one item to the next along each dimension.
  public let strides: Field<Pointer<npy_intp>>
  /// Whose memory the items are in, `NULL` for the array's own.
  public let base: Field<Ref>
  /// The dtype.
  public let descr: Field<ForeignRef>
  /// `NPY_ARRAY_…`: contiguous, own data, aligned, writeable.
  public let flags: Field<Int32>
  /// The first weak reference to it, `NULL` while there is none.
  public let weakreflist: Field<WeakRef>
  /// What was said to those who asked for its buffer, tagged; `NULL` before; NumPy 1.20 on.
  public let _buffer_info: Field<Pointer<CVoid>>?
  /// The capsule with the functions that allocate its data; NumPy 1.22 on.
  public let mem_handler: Field<ForeignRef>?

  /// The fields in C's order, as the package's version has them: NEP 49, NumPy 1.22, added
  /// `mem_handler`.
  public init(_ c: inout CLayout) {
    ob_base = c.head()
    data = c.field("data")
    nd = c.field("nd", .bookkeeping)
    dimensions = c.field("dimensions")
    strides = c.field("strides")
    base = c.field("base", .bookkeeping)
    descr = c.field("descr", .bookkeeping)
    flags = c.field("flags", .bookkeeping)
    weakreflist = c.field("weakreflist")
    _buffer_info = c.field("_buffer_info", if: c.packageIsAtLeast(Version(1, 20)))
    mem_handler = c.field("mem_handler", .bookkeeping, if: c.packageIsAtLeast(Version(1, 22)))
  }
}

extension PyArrayObject_fields {
  /// Bytes that are asked for the lengths and strides of an array, two numbers at least:
  /// `npy_alloc_cache_dim`, NumPy's multiarray/alloc.c
  package static func dimensionsRequest(_ dimensions: Int, on build: Build) -> Int {
    max(2 * dimensions, 2) * build.pointerSize
  }

  /// Bytes that are asked for data, one at least: `PyArray_NewFromDescr_int`, NumPy's
  /// multiarray/ctors.c, and `PyDataMem_UserNEW`.
  package static func dataRequest(_ size: Int) -> Int { max(size, 1) }
}

extension PyType {
  /// `PyArray_Type`, NumPy's multiarray/arrayobject.c
  ///
  /// - Parameter numpy: NumPy's version; `nil` for the newest known.
  public static func ndarray(on build: Build, numpy: Version?) -> PyType {
    let layout = PyArrayObject_fields.layout(on: build, package: numpy)
    return PyType(
      "numpy.ndarray", layout, tp_weaklistoffset: layout.weakreflist.offset.rawValue)
  }

  /// Bytes that `sys.getsizeof` counts of an array for its dimensions: `array_sizeof` in
  /// NumPy's multiarray/methods.c counts a length and a stride for each.
  public static func ndarrayDimensionsSize(_ dimensions: Int, on build: Build) -> Int {
    dimensions.inMemory * 2 * build.pointerSize
  }
}
