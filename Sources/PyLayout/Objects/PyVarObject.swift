/// `PyVarObject`, Include/object.h: the head of an object with a number of items.
public struct PyVarObject: CStruct {
  public let ob_base: PyObject
  public let ob_size: Field<Py_ssize_t>

  public init(_ c: inout CLayout) {
    ob_base = c.head()
    ob_size = c.field("ob_size", .header)
  }
}
