/// `StgDictObject`, Modules/_ctypes/ctypes.h (up to 3.12): the `__dict__` of a type of ctypes.
public struct StgDictObject: CStruct {
  public let dict: PyDictObject
  public let length: Field<Py_ssize_t>
  public let elements: Field<Pointer<CVoid>>
  public let format: Field<Pointer<CVoid>>
  public let ndim: Field<Int32>

  public init(_ c: inout CLayout) {
    dict = c.embed("dict")
    c.fields(Py_ssize_t.self, "size", "align")
    length = c.field("length", .bookkeeping)
    c.fields(uintptr_t.self, "ffi_type_pointer.size")
    c.fields(UInt16.self, "ffi_type_pointer.alignment", "ffi_type_pointer.type")
    elements = c.field("ffi_type_pointer.elements")
    c.fields(Ref.self, "proto")
    c.fields(FunctionPointer.self, "setfunc", "getfunc", "paramfunc")
    c.fields(Ref.self, "argtypes", "converters", "restype", "checker")
    c.fields(Int32.self, "flags")
    format = c.field("format")
    ndim = c.field("ndim")
    c.fields(Pointer<Py_ssize_t>.self, "shape")
  }
}
