/// `simplequeueobject`, Modules/_queuemodule.c (3.13 on): `queue.SimpleQueue`.
public struct simplequeueobject: CStruct {
  /// The head that every object starts with.
  public let ob_base: PyObject
  /// How many items the ring buffer has room for.
  public let items_cap: Field<Py_ssize_t>

  /// The fields in C's order, as they stand on `c.build`.
  public init(_ c: inout CLayout) {
    ob_base = c.head()
    c.fields(UInt8.self, .bookkeeping, "has_threads_waiting")
    // RingBuf
    c.fields(Py_ssize_t.self, .bookkeeping, "buf.put_idx", "buf.get_idx")
    c.fields(Pointer<Ref>.self, "buf.items")
    items_cap = c.field("buf.items_cap")
    c.fields(Py_ssize_t.self, .bookkeeping, "buf.num_items")
    c.fields(WeakRef.self, "weakreflist")
  }
}
