/// `PyDictUnicodeEntry`, Include/internal/pycore_dict.h (3.11 on): a key that is exactly a `str`,
/// which keeps its own hash, and its value.
public struct PyDictUnicodeEntry: CStruct {
  public let me_key: Field<Ref>
  public let me_value: Field<Ref>

  public init(_ c: inout CLayout) {
    me_key = c.field("me_key")
    me_value = c.field("me_value")
  }
}
