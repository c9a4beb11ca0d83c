/// `StgInfo`, Modules/_ctypes/ctypes.h (3.13 on): what a ctypes type has behind its own struct.
package struct StgInfo: CStruct {
  /// Fields of a struct, items of an array.
  package let length: Field<Py_ssize_t>
  /// The fields' `ffi_type`s, `length` and a `NULL`; `NULL` where libffi needs none.
  package let elements: Field<Pointer<CVoid>>
  /// The type's format as PEP 3118 writes it.
  package let format: Field<Pointer<Int8>>
  /// How many dimensions `shape` has.
  package let ndim: Field<Int32>

  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// 3.14 keeps a type's pointer type here, and `dict_final` apart from the flags.
  package init(_ c: inout CLayout) {
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

extension StgInfo {
  /// Where it stands in a type of ctypes: `PyObject_GetTypeData`, Objects/typeobject.c, behind the
  /// base's struct, aligned for all.
  package static func offset(on build: Build) -> Int {
    PyHeapTypeObject.layout(on: build).size.roundedUp(to: maximumAlignment)
  }

  /// `ALIGNOF_MAX_ALIGN_T`: 16, on i386 as well, whose compilers know a 16-byte float.
  fileprivate static let maximumAlignment = 16
}

extension PyType {
  /// `pyctype_type_spec`, Modules/_ctypes/_ctypes.c (3.13 on): the type of the types of ctypes; `nil`
  /// on other builds.
  static func ctypesType(on build: Build) -> PyType? {
    guard build.version >= .v3_13 else { return nil }
    // type_from_spec, Objects/typeobject.c: what a type adds is aligned as well
    let info = StgInfo.layout(on: build).size.roundedUp(to: StgInfo.maximumAlignment)
    return PyType(
      "_ctypes.CType_Type", PyHeapTypeObject.layout(on: build),
      tp_basicsize: StgInfo.offset(on: build) + info, flags: .haveGC)
  }
}
