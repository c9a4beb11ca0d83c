/// `StgInfo`, Modules/_ctypes/ctypes.h (3.13 on): what a ctypes type has behind its own struct.
public struct StgInfo: CStruct {
  /// Fields of a struct, items of an array.
  public let length: Field<Py_ssize_t>
  /// The fields' `ffi_type`s, `length` and a `NULL`; `NULL` where libffi needs none.
  public let elements: Field<Pointer<CVoid>>
  /// The type's format as PEP 3118 writes it.
  public let format: Field<Pointer<Int8>>
  /// How many dimensions `shape` has.
  public let ndim: Field<Int32>

  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// 3.14 keeps a type's pointer type here, and `dict_final` apart from the flags.
  public init(_ c: inout CLayout) {
    c.fields(Int32.self, "initialized")
    c.fields(Py_ssize_t.self, "size", "align")
    length = c.field("length", .bookkeeping)
    c.fields(uintptr_t.self, "ffi_type_pointer.size")
    c.fields(UInt16.self, "ffi_type_pointer.alignment", "ffi_type_pointer.type")
    elements = c.field("ffi_type_pointer.elements")
    c.fields(Ref.self, "proto")
    c.fields(FunctionPointer.self, "setfunc", "getfunc", "paramfunc")
    c.fields(Ref.self, "argtypes", "converters", "restype", "checker")
    if c.build.version >= .v3_14 { c.fields(Ref.self, "pointer_type") }
    c.fields(Ref.self, "module")
    c.fields(Int32.self, "flags")
    if c.build.version >= .v3_14 { c.fields(UInt8.self, .bookkeeping, "dict_final") }
    format = c.field("format")
    ndim = c.field("ndim")
    c.fields(Pointer<Py_ssize_t>.self, "shape")
  }
}
