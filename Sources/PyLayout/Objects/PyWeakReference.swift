/// `struct _PyWeakReference`, Include/cpython/weakrefobject.h (2.7 to 3.10: Include/weakrefobject.h)
public struct PyWeakReference: CStruct {
  /// The head that every object starts with.
  public let ob_base: PyObject
  /// The object that it refers to, `None` once that has ended.
  public let wr_object: Field<WeakRef>
  /// What is called when the object ends, `NULL` for nothing.
  public let wr_callback: Field<Ref>
  /// The object's hash, -1 until somebody asks.
  public let hash: Field<Py_hash_t>
  /// The previous weak reference to the same object.
  public let wr_prev: Field<WeakRef>
  /// The next weak reference to the same object.
  public let wr_next: Field<WeakRef>
  /// The function that calls it, which answers with the object; 3.11 on.
  public let vectorcall: Field<FunctionPointer>?
  /// The lock of the object's weak references, in free-threaded builds.
  public let weakrefs_lock: Field<PlainPointer>?

  /// `struct _PyWeakReference`.
  public static var cName: String { "struct _PyWeakReference" }

  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// PEP 590, from 3.11 on, has `vectorcall`; PEP 703, free threading, the lock.
  public init(_ c: inout CLayout) {
    ob_base = c.head()
    wr_object = c.field("wr_object")
    wr_callback = c.field("wr_callback")
    hash = c.field("hash", .bookkeeping)
    wr_prev = c.field("wr_prev")
    wr_next = c.field("wr_next")
    vectorcall = c.field("vectorcall", if: c.build.version >= .v3_11)
    weakrefs_lock = c.field("weakrefs_lock", role: .identity, if: c.build.isFreeThreaded)
  }
}

extension PyType {
  /// `_PyWeakref_RefType`, Objects/weakrefobject.c
  public static func weakref(on build: Build) -> PyType {
    let name = build.version < .v3_10 ? "weakref" : "weakref.ReferenceType"
    return PyType(name, PyWeakReference.layout(on: build), flags: .haveGC)
  }
}
