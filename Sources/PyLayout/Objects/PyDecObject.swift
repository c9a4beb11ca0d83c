/// `PyDecObject`, Modules/_decimal/_decimal.c (3.x)
public struct PyDecObject: CStruct {
  public let ob_base: PyObject
  /// `mpd_t.flags`: where the digits are.
  public let flags: Field<UInt8>
  /// `mpd_t.alloc`: words there is room for.
  public let alloc: Field<Py_ssize_t>

  public init(_ c: inout CLayout) {
    let pointer = c.build.pointerSize
    ob_base = c.head()
    c.skip(pointer, alignment: pointer)  // hash
    flags = c.field("dec.flags")
    c.skip(3 * pointer, alignment: pointer)  // exp, digits, len
    alloc = c.field("dec.alloc")
    c.skip(pointer, alignment: pointer)  // data
    c.skip(4 * pointer, alignment: pointer)  // the words inside: _Py_DEC_MINALLOC
  }
}
