/// `StgDictObject`, Modules/_ctypes/ctypes.h (up to 3.12): the `__dict__` of a type of ctypes.
public struct StgDictObject: CStruct {
  public let dict: PyDictObject
  public let length: Field<Py_ssize_t>
  public let elements: Field<Pointer<CVoid>>
  public let format: Field<Pointer<CVoid>>
  public let ndim: Field<Int32>

  public init(_ c: inout CLayout) {
    let pointer = c.build.pointerSize
    func pointers(_ count: Int) { c.skip(count * pointer, alignment: pointer) }

    dict = c.embed("dict")
    pointers(2)  // size, align
    length = c.field("length", .bookkeeping)
    // ffi_type_pointer: size, alignment, type, elements
    pointers(1)
    c.skip(2 * 2, alignment: 2)
    elements = c.field("ffi_type_pointer.elements")
    pointers(8)  // proto, setfunc, getfunc, paramfunc, argtypes, converters, restype, checker
    c.skip(4, alignment: 4)  // flags
    format = c.field("format")
    ndim = c.field("ndim")
    pointers(1)  // shape
  }
}
