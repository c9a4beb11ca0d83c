/// `PyDictKeyEntry`, Include/internal/pycore_dict.h (3.6 to 3.10: Objects/dict-common.h;
/// 2.7: `PyDictEntry`, Include/dictobject.h): a key of any kind, its hash and value.
public struct PyDictKeyEntry: CStruct {
  /// The key's hash.
  public let me_hash: Field<Py_hash_t>
  /// The key, `NULL` where the entry is free or removed; in 2.7 a dummy where it was removed.
  public let me_key: Field<Ref>
  /// The key's value, `NULL` where it was removed; of a split table never set.
  public let me_value: Field<Ref>

  /// The fields in C's order, as they stand on `c.build`.
  public init(_ c: inout CLayout) {
    me_hash = c.field("me_hash", .bookkeeping)
    me_key = c.field("me_key")
    me_value = c.field("me_value")
  }
}
