/// `PyMemberDef`, Include/descrobject.h (2.7 to 3.11: Include/structmember.h): what a slot is, in an
/// array behind the class.
public struct PyMemberDef: CStruct {
  /// The slot's name; `NULL` in the entry behind the last.
  public let name: Field<CString>
  /// `Py_T_…`, up to 3.11 `T_…`: what the member is, of a slot `T_OBJECT_EX`.
  public let type: Field<Int32>
  /// Where it stands, in bytes from the start of an instance.
  public let offset: Field<Py_ssize_t>
  /// `Py_READONLY` and others, 0 for a slot.
  public let flags: Field<Int32>
  /// Its docstring, `NULL` for a slot.
  public let doc: Field<CString>

  /// The fields in C's order, as they stand on `c.build`.
  public init(_ c: inout CLayout) {
    name = c.field("name")
    type = c.field("type")
    offset = c.field("offset")
    flags = c.field("flags", .bookkeeping)
    doc = c.field("doc")
  }
}
