/// `simplequeueobject`, Modules/_queuemodule.c (3.7 on): `queue.SimpleQueue`.
public struct simplequeueobject: CStruct {
  /// The ring buffer: a place for each item that there is room for; 3.13 on.
  public let items: Field<Pointer<Ref>>?
  /// The place of the item that is taken next; 3.13 on.
  public let get_idx: Field<Py_ssize_t>?
  /// How many items the ring buffer has room for; 3.13 on.
  public let items_cap: Field<Py_ssize_t>?
  /// How many items there are; 3.13 on.
  public let num_items: Field<Py_ssize_t>?

  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// Up to 3.12 a list has the items, and a lock of C's keeps others out.
  public init(_ c: inout CLayout) {
    _ = c.head()
    guard c.build.version >= .v3_13 else {
      c.fields(Pointer<CVoid>.self, "lock")
      c.fields(Int32.self, .bookkeeping, "locked")
      c.fields(Ref.self, "lst")
      c.fields(Py_ssize_t.self, .bookkeeping, "lst_pos")
      c.fields(WeakRef.self, "weakreflist")
      (items, get_idx, items_cap, num_items) = (nil, nil, nil, nil)
      return
    }
    c.fields(UInt8.self, .bookkeeping, "has_threads_waiting")
    // RingBuf
    c.fields(Py_ssize_t.self, .bookkeeping, "buf.put_idx")
    get_idx = c.field("buf.get_idx", .bookkeeping)
    items = c.field("buf.items")
    items_cap = c.field("buf.items_cap", .bookkeeping)
    num_items = c.field("buf.num_items", .bookkeeping)
    c.fields(WeakRef.self, "weakreflist")
  }
}

extension PyType {
  /// `simplequeue_spec`, Modules/_queuemodule.c (3.7 on)
  public static func simpleQueue(on build: Build) -> PyType {
    PyType("_queue.SimpleQueue", simplequeueobject.self, on: build, weakrefs: "weakreflist")
  }
}
