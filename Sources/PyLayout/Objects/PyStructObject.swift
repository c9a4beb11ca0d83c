/// `PyStructObject`, Modules/_struct.c: `struct.Struct`.
public struct PyStructObject: CStruct {
  public let ob_base: PyObject
  public let s_codes: Field<Pointer<formatcode>>

  public init(_ c: inout CLayout) {
    let pointer = c.build.pointerSize
    ob_base = c.head()
    c.skip(2 * pointer, alignment: pointer)  // s_size, s_len
    s_codes = c.field("s_codes")
    c.fields(Ref.self, "s_format")
    c.fields(WeakRef.self, "weakreflist")
    // ready, from 3.15 on
    if c.build.version >= .v3_15 { c.skip(1, alignment: 1) }
    c.align(to: pointer)
  }
}

extension PyType {
  /// `PyStructType_spec`, Modules/_struct.c
  public static func structObject(on build: Build) -> PyType {
    PyType(
      "_struct.Struct", PyStructObject.self, on: build, weakrefs: "weakreflist",
      flags: build.version < .v3_10 ? [] : .haveGC)
  }
}
