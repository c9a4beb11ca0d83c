/// `StgInfo`, Modules/_ctypes/ctypes.h (3.13 on): what a ctypes type has behind its own struct.
public struct StgInfo: CStruct {
  public let length: Field<Py_ssize_t>
  public let elements: Field<Pointer<CVoid>>
  public let format: Field<Pointer<CVoid>>
  public let ndim: Field<Int32>

  public init(_ c: inout CLayout) {
    let pointer = c.build.pointerSize
    func pointers(_ count: Int) { c.skip(count * pointer, alignment: pointer) }

    c.skip(4, alignment: 4)  // initialized
    pointers(2)  // size, align
    length = c.field("length", .bookkeeping)
    // ffi_type_pointer: size, alignment, type, elements
    pointers(1)
    c.skip(2 * 2, alignment: 2)
    elements = c.field("ffi_type_pointer.elements")
    // proto, setfunc, getfunc, paramfunc, argtypes, converters, restype, checker, module
    pointers(9)
    c.skip(4, alignment: 4)  // flags
    c.skip(1, alignment: 1)  // dict_final
    format = c.field("format")
    ndim = c.field("ndim")
    pointers(1)  // shape
    if c.build.version >= .v3_14 { pointers(1) }  // pointer_type
  }
}
