/// `simplequeueobject`, Modules/_queuemodule.c (3.13 on): `queue.SimpleQueue`.
public struct simplequeueobject: CStruct {
  public let ob_base: PyObject
  public let items_cap: Field<Py_ssize_t>

  public init(_ c: inout CLayout) {
    let pointer = c.build.pointerSize
    func pointers(_ count: Int) { c.skip(count * pointer, alignment: pointer) }

    ob_base = c.head()
    c.skip(1, alignment: 1)  // has_threads_waiting
    pointers(3)  // RingBuf: put_idx, get_idx, items
    items_cap = c.field("buf.items_cap")
    pointers(2)  // num_items; weakreflist
  }
}
