/// `PyVoidScalarObject`, NumPy's core/include/numpy/arrayscalars.h: one row of a structured array,
/// a view of the array's own bytes.
package struct PyVoidScalarObject: CStruct {
  /// The head, in which `ob_size` is how many bytes the row has.
  package let ob_base: PyVarObject
  /// The row's bytes: in the array, or in a block of its own.
  package let obval: Field<Pointer<CVoid>>
  /// The dtype.
  package let descr: Field<ForeignRef>
  /// `NPY_ARRAY_…`: whether the bytes are its own, aligned, writeable.
  package let flags: Field<Int32>
  /// The array that the bytes are in, `NULL` where they are its own.
  package let base: Field<Ref>
  /// What was said to those who asked for its buffer, tagged; `NULL` before; NumPy 1.20 on.
  package let _buffer_info: Field<Pointer<CVoid>>?

  /// The fields in C's order, as the package's version has them: NumPy 1.20 added `_buffer_info`.
  package init(_ c: inout CLayout) {
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
