/// `struct _odictnode`, Objects/odictobject.c: a key of an `OrderedDict`, in their order.
public struct _odictnode: CStruct {
  public let key: Field<Ref>
  public let hash: Field<Py_hash_t>
  public let next: Field<Pointer<_odictnode>>
  public let prev: Field<Pointer<_odictnode>>

  public static var cName: String { "_ODictNode" }

  public init(_ c: inout CLayout) {
    key = c.field("key")
    hash = c.field("hash", .bookkeeping)
    next = c.field("next")
    prev = c.field("prev")
  }
}
