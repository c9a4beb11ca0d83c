/// `struct _odictnode`, Objects/odictobject.c: a key of an `OrderedDict`, in their order.
public struct _odictnode: CStruct {
  /// The key.
  public let key: Field<Ref>
  /// The key's hash.
  public let hash: Field<Py_hash_t>
  /// The node of the next key.
  public let next: Field<Pointer<_odictnode>>
  /// The node of the key before.
  public let prev: Field<Pointer<_odictnode>>

  /// `_ODictNode`.
  public static var cName: String { "_ODictNode" }

  /// The fields in C's order, as they stand on `c.build`.
  public init(_ c: inout CLayout) {
    key = c.field("key")
    hash = c.field("hash", .bookkeeping)
    next = c.field("next")
    prev = c.field("prev")
  }
}
