/// `PyMemoTable`, Modules/_pickle.c (3.x): what a pickler has seen.
public struct PyMemoTable: CStruct {
  public let mt_mask: Field<Py_ssize_t>
  public let mt_used: Field<Py_ssize_t>
  public let mt_allocated: Field<Py_ssize_t>
  public let mt_table: Field<Pointer<CVoid>>

  public init(_ c: inout CLayout) {
    mt_mask = c.field("mt_mask")
    mt_used = c.field("mt_used")
    mt_allocated = c.field("mt_allocated")
    mt_table = c.field("mt_table")
  }
}
