/// `struct _PyWeakReference`, Include/cpython/weakrefobject.h (2.7 to 3.10: Include/weakrefobject.h)
public struct PyWeakReference: CStruct {
  public let ob_base: PyObject
  public let wr_object: Field<WeakRef>
  public let wr_callback: Field<Ref>
  public let hash: Field<Py_hash_t>
  public let wr_prev: Field<WeakRef>
  public let wr_next: Field<WeakRef>
  public let vectorcall: Field<FunctionPointer>?
  public let weakrefs_lock: Field<PlainPointer>?

  public static var cName: String { "struct _PyWeakReference" }

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
