/// `buffered`, Modules/_io/bufferedio.c: `BufferedReader`, `BufferedWriter`, `BufferedRandom`.
public struct buffered: CStruct {
  public let ob_base: PyObject
  public let buffer: Field<Pointer<Int8>>
  public let buffer_size: Field<Py_ssize_t>

  public init(_ c: inout CLayout) {
    let pointer = c.build.pointerSize
    let offT = 8
    ob_base = c.head()
    c.skip(pointer, alignment: pointer)  // raw
    c.skip(4 * 4, alignment: 4)  // ok, detached, readable, writable
    if c.build.version >= .v3_0 { c.skip(1, alignment: 1) }  // finalizing
    c.skip(4, alignment: 4)  // fast_closed_checks
    c.skip(offT, alignment: pointer)  // abs_pos
    buffer = c.field("buffer")
    c.skip(5 * offT, alignment: pointer)  // pos, raw_pos, read_end, write_pos, write_end
    c.skip(2 * pointer, alignment: pointer)  // lock, owner
    buffer_size = c.field("buffer_size")
    c.skip(pointer, alignment: pointer)  // buffer_mask
    c.fields(Ref.self, "dict")
    c.fields(WeakRef.self, "weakreflist")
  }
}

extension PyType {
  /// `bufferedreader_spec` and its two kin, Modules/_io/bufferedio.c
  public static func bufferedReader(on build: Build) -> PyType {
    PyType("_io.BufferedReader", buffered.self, on: build, dict: "dict", weakrefs: "weakreflist")
  }
}
