/// `PyByteArrayObject`, Include/cpython/bytearrayobject.h (2.7 to 3.8: Include/bytearrayobject.h)
public struct PyByteArrayObject: CStruct {
  /// The head, in which `ob_size` is how many bytes it holds.
  public let ob_base: PyVarObject
  /// Bytes allocated at `ob_bytes`.
  public let ob_alloc: Field<Py_ssize_t>
  /// The block with the bytes, `NULL` while it never had one.
  public let ob_bytes: Field<Pointer<Int8>>
  /// The first byte that counts: `del b[:n]` moves it rather than the bytes; 3.x.
  public let ob_start: Field<Pointer<Int8>>?
  /// How many views of its memory forbid to resize it; 3.9 on.
  public let ob_exports: Field<Py_ssize_t>?
  /// `ob_exports` as an `int`, up to 3.8.
  public let intExports: Field<Int32>?
  /// The `bytes` that owns the block `ob_bytes` points into; 3.15 on.
  public let ob_bytes_object: Field<Pointer<CVoid>>?

  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// 2.7 has `ob_exports` first and no `ob_start`; 3.9 widened `ob_exports`; 3.15 keeps the bytes
  /// in a `bytes`, to hand it out without a copy.
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
