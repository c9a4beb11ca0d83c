/// `PyMemberDef`, Include/descrobject.h (2.7 to 3.11: Include/structmember.h): what a slot is, in an
/// array behind the class.
public struct PyMemberDef: CStruct {
  public let name: Field<CString>
  public let type: Field<Int32>
  public let offset: Field<Py_ssize_t>
  public let flags: Field<Int32>
  public let doc: Field<CString>

  public init(_ c: inout CLayout) {
    name = c.field("name")
    type = c.field("type")
    offset = c.field("offset")
    flags = c.field("flags", .bookkeeping)
    doc = c.field("doc")
  }
}
