/// `struct _odictnode`, Objects/odictobject.c: a key of an `OrderedDict`, in their order.
public struct _odictnode: CStruct {
  public let key: Field<Address>
  public let hash: Field<Py_hash_t>
  public let next: Field<Address>
  public let prev: Field<Address>

  public static var cName: String { "struct _odictnode" }

  public init(_ c: inout CLayout) {
    key = c.field("key")
    hash = c.field("hash")
    next = c.field("next")
    prev = c.field("prev")
  }
}
