/// `PyByteArrayObject`, Include/cpython/bytearrayobject.h (2.7 to 3.8: Include/bytearrayobject.h)
public struct PyByteArrayObject: CStruct {
  public let ob_base: PyVarObject
  public let ob_alloc: Field<Py_ssize_t>
  public let ob_bytes: Field<Pointer<Int8>>
  public let ob_start: Field<Pointer<Int8>>?
  public let ob_exports: Field<Py_ssize_t>?
  public let intExports: Field<Int32>?  // ob_exports, an int up to 3.8
  public let ob_bytes_object: Field<Pointer<CVoid>>?  // owns the buffer, from 3.15 on

  public init(_ c: inout CLayout) {
    let version = c.build.version
    ob_base = c.varHead()
    let first: Field<Int32>? = c.field("ob_exports", .bookkeeping, if: version < .v3_0)
    ob_alloc = c.field("ob_alloc", .bookkeeping)
    ob_bytes = c.field("ob_bytes")
    ob_start = c.field("ob_start", if: version >= .v3_0)
    intExports =
      first ?? c.field("ob_exports", .bookkeeping, if: version >= .v3_0 && version < .v3_9)
    ob_exports = c.field("ob_exports", .bookkeeping, if: version >= .v3_9)
    ob_bytes_object = c.field("ob_bytes_object", if: version >= .v3_15)
  }
}

extension PyType {
  /// `PyByteArray_Type`, Objects/bytearrayobject.c
  public static func bytearray(on build: Build) -> PyType {
    PyType("bytearray", PyByteArrayObject.layout(on: build))
  }
}
