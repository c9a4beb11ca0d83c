/// `PyDictKeyEntry`, Include/internal/pycore_dict.h (3.6 to 3.10: Objects/dict-common.h;
/// 2.7: `PyDictEntry`, Include/dictobject.h): a key of any kind, its hash and value.
public struct PyDictKeyEntry: CStruct {
  public let me_hash: Field<Py_hash_t>
  public let me_key: Field<Ref>
  public let me_value: Field<Ref>

  public init(_ c: inout CLayout) {
    me_hash = c.field("me_hash", .bookkeeping)
    me_key = c.field("me_key")
    me_value = c.field("me_value")
  }
}
