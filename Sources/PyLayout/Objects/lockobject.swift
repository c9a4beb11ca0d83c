/// `lockobject`, Modules/_threadmodule.c (2.7: Modules/threadmodule.c)
package struct lockobject: CStruct {
  /// gh-117721, 3.13.1: a byte, and the weakref list stands in the pre-header.
  static func isMutex(on build: Build) -> Bool { build.version >= Version(3, 13, 1) }

  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    _ = c.head()
    guard !Self.isMutex(on: c.build) else {
      c.fields(UInt8.self, "lock")
      return
    }
    c.fields(Pointer<CVoid>.self, "lock_lock")
    c.fields(WeakRef.self, "in_weakreflist")
    if c.build.version >= .v3_0 { c.fields(Int8.self, "locked") }
  }
}

extension PyType {
  /// `lock_type`, Modules/_threadmodule.c: a heap type, and so with a GC head, since 3.10
  public static func lock(on build: Build) -> PyType {
    guard !lockobject.isMutex(on: build) else {
      return PyType(
        "_thread.lock", lockobject.layout(on: build), tp_weaklistoffset: build.managedWeakrefOffset,
        flags: [.haveGC, .managedWeakref])
    }
    return PyType(
      build.version < .v3_0 ? "thread.lock" : "_thread.lock", lockobject.self, on: build,
      weakrefs: "in_weakreflist", flags: build.version < .v3_10 ? [] : .haveGC)
  }
}
