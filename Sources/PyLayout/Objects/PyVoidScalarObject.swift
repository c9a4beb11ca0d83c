/// `PyVoidScalarObject`, NumPy's core/include/numpy/arrayscalars.h: one row of a structured array,
/// a view of the array's own bytes.
public struct PyVoidScalarObject: CStruct {
  public let ob_base: PyVarObject
  public let obval: Field<Pointer<CVoid>>
  public let descr: Field<ForeignRef>
  public let flags: Field<Int32>
  public let base: Field<Ref>
  public let _buffer_info: Field<Pointer<CVoid>>?

  public init(_ c: inout CLayout) {
    ob_base = c.varHead()
    obval = c.field("obval")
    descr = c.field("descr", .bookkeeping)
    flags = c.field("flags", .bookkeeping)
    base = c.field("base", .bookkeeping)
    _buffer_info = c.field("_buffer_info", if: c.packageIsAtLeast(Version(1, 20)))
  }
}

extension PyType {
  /// `PyVoidArrType_Type`, NumPy's multiarray/scalartypes.c.src
  ///
  /// - Parameter numpy: NumPy's version; `nil` for the newest known.
  public static func numpyVoid(on build: Build, numpy: Version?) -> PyType {
    PyType("numpy.void", PyVoidScalarObject.layout(on: build, package: numpy))
  }
}
