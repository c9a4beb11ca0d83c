/// `PyArrayObject_fields`, NumPy's core/include/numpy/ndarraytypes.h: an array, its data elsewhere.
public struct PyArrayObject_fields: CStruct {
  public let ob_base: PyObject
  public let data: Field<Address>
  public let nd: Field<Int32>
  public let dimensions: Field<Address>
  public let strides: Field<Address>
  public let base: Field<Address>
  public let descr: Field<Address>
  public let flags: Field<Int32>
  public let weakreflist: Field<Address>
  public let _buffer_info: Field<Address>?
  public let mem_handler: Field<Address>?

  public init(_ c: inout CLayout) {
    ob_base = c.head()
    data = c.field("data")
    nd = c.field("nd")
    dimensions = c.field("dimensions")
    strides = c.field("strides")
    base = c.field("base")
    descr = c.field("descr")
    flags = c.field("flags")
    weakreflist = c.field("weakreflist")
    _buffer_info = c.field("_buffer_info", if: c.packageIsAtLeast(Version(1, 20)))
    mem_handler = c.field("mem_handler", if: c.packageIsAtLeast(Version(1, 22)))
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
