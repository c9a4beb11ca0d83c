/// `PyVarObject`, Include/object.h: the head of an object with a number of items.
public struct PyVarObject: CStruct {
  /// The head that every object starts with.
  public let ob_base: PyObject
  /// How many items it has, as its type counts them.
  public let ob_size: Field<Py_ssize_t>

  /// The fields in C's order, as they stand on `c.build`.
  public init(_ c: inout CLayout) {
    ob_base = c.head()
    ob_size = c.field("ob_size", .header)
  }
}
