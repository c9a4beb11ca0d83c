/// `PyArrayObject_fields`, NumPy's core/include/numpy/ndarraytypes.h: an array, its data elsewhere.
public struct PyArrayObject_fields: CStruct {
  public let ob_base: PyObject
  public let data: Field<Pointer<CVoid>>
  public let nd: Field<Int32>
  public let dimensions: Field<Pointer<npy_intp>>
  public let strides: Field<Pointer<npy_intp>>
  public let base: Field<Ref>
  public let descr: Field<ForeignRef>
  public let flags: Field<Int32>
  public let weakreflist: Field<WeakRef>
  public let _buffer_info: Field<Pointer<CVoid>>?
  public let mem_handler: Field<ForeignRef>?

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
