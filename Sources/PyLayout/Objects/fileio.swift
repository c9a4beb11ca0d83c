/// `fileio`, Modules/_io/fileio.c
package struct fileio: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// 3.14 keeps all that `fstat` said, and not the block size alone.
  package init(_ c: inout CLayout) {
    _ = c.head()
    c.fields(Int32.self, "fd")
    // Bit fields of an unsigned int, and of a signed one
    if c.build.version < .v3_0 {
      c.fields(UInt32.self, "created … closefd")
    } else {
      c.align(to: 4)
      c.fields(UInt8.self, "created … closefd")
      c.fields(Int8.self, "finalizing")
      if c.build.version < .v3_14 {
        c.fields(UInt32.self, "blksize")
      } else {
        c.fields(Pointer<CVoid>.self, "stat_atopen")
      }
    }
    c.fields(WeakRef.self, "weakreflist")
    c.fields(Ref.self, "dict")
  }
}

extension PyType {
  /// `fileio_spec`, Modules/_io/fileio.c
  public static func fileIO(on build: Build) -> PyType {
    PyType("_io.FileIO", fileio.self, on: build, dict: "dict", weakrefs: "weakreflist")
  }
}
