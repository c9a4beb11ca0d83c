/// `lockobject`, Modules/_threadmodule.c (2.7: Modules/threadmodule.c)
public struct lockobject: CStruct {
  public init(_ c: inout CLayout) {
    let version = c.build.version
    _ = c.head()
    guard version < .v3_14 else {
      c.fields(UInt8.self, "lock")
      return
    }
    c.pointers("lock_lock", "in_weakreflist")
    if version >= .v3_0 { c.fields(Int8.self, "locked") }
  }
}

extension PyType {
  /// `Locktype`, Modules/_threadmodule.c: a heap type, and so with a GC head, since 3.10
  public static func lock(on build: Build) -> PyType {
    PyType(
      build.version < .v3_0 ? "thread.lock" : "_thread.lock", lockobject.self, on: build,
      weakrefs: "in_weakreflist",
      flags: build.version < .v3_10 ? [] : .haveGC)
  }
}
