/// `rlockobject`, Modules/_threadmodule.c (3.x)
package struct rlockobject: CStruct {
  /// Whether the lock is a `_PyRecursiveMutex`: gh-125268, 3.14.
  static func isMutex(on build: Build) -> Bool { build.version >= .v3_14 }

  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    _ = c.head()
    guard !Self.isMutex(on: c.build) else {
      c.fields(UInt8.self, "lock.mutex")
      c.fields(UInt64.self, "lock.thread")
      c.fields(Py_ssize_t.self, "lock.level")
      return
    }
    c.fields(Pointer<CVoid>.self, "rlock_lock")
    // PyThread_ident_t, 3.13: 8 bytes everywhere
    if c.build.version < .v3_13 {
      c.fields(CLong.self, "rlock_owner")
    } else {
      c.fields(UInt64.self, "rlock_owner")
    }
    c.fields(uintptr_t.self, "rlock_count")
    c.fields(WeakRef.self, "in_weakreflist")
  }
}

extension PyType {
  /// `rlock_type_spec`, Modules/_threadmodule.c
  public static func rlock(on build: Build) -> PyType {
    guard !rlockobject.isMutex(on: build) else {
      return PyType(
        "_thread.RLock", rlockobject.layout(on: build),
        tp_weaklistoffset: build.managedWeakrefOffset, flags: [.haveGC, .managedWeakref])
    }
    return PyType(
      "_thread.RLock", rlockobject.self, on: build, weakrefs: "in_weakreflist",
      flags: build.version < .v3_10 ? [] : .haveGC)
  }
}
