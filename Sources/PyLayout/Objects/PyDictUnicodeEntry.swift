/// `PyDictUnicodeEntry`, Include/internal/pycore_dict.h (3.11 on): a key that is exactly a `str`,
/// which keeps its own hash, and its value.
public struct PyDictUnicodeEntry: CStruct {
  /// The key, `NULL` where the entry is free or removed.
  public let me_key: Field<UnvisitedRef>
  /// The key's value, `NULL` where it was removed; of a split table never set.
  public let me_value: Field<Ref>

  /// The fields in C's order, as they stand on `c.build`.
  public init(_ c: inout CLayout) {
    me_key = c.field("me_key")
    me_value = c.field("me_value")
  }
}
