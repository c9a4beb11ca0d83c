/// `PyUnicodeScalarObject`, NumPy's _core/include/numpy/arrayscalars.h: a `numpy.str_` of 3.x.
package struct PyUnicodeScalarObject: CStruct {
  /// The `str` that it extends.
  package let base: PyUnicodeObject
  /// A copy of the characters, once somebody has asked for their bytes.
  package let obval: Field<Pointer<CVoid>>
  /// The format that its buffer was shown with, `NULL` before; NumPy 1.20 on.
  package let buffer_fmt: Field<Pointer<Int8>>?

  /// The fields in C's order, as the package's version has them: NumPy 1.20 added `buffer_fmt`.
  package init(_ c: inout CLayout) {
    base = c.embed("base")
    obval = c.field("obval")
    buffer_fmt = c.field("buffer_fmt", if: c.packageIsAtLeast(Version(1, 20)))
  }

  /// Bytes of `buffer_fmt`: `unicode_getbuffer`, NumPy's multiarray/scalartypes.c.src
  package static var formatSize: Int { 22 }
}
