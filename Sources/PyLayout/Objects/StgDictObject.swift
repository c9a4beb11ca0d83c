/// `StgDictObject`, Modules/_ctypes/ctypes.h (up to 3.12): the `__dict__` of a type of ctypes.
package struct StgDictObject: CStruct {
  /// The dict that it extends.
  package let dict: PyDictObject
  /// Fields of a struct, items of an array.
  package let length: Field<Py_ssize_t>
  /// The fields' `ffi_type`s, `length` and a `NULL`; `NULL` where libffi needs none.
  package let elements: Field<Pointer<CVoid>>
  /// The type's format as PEP 3118 writes it.
  package let format: Field<Pointer<Int8>>
  /// How many dimensions `shape` has.
  package let ndim: Field<Int32>

  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
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
