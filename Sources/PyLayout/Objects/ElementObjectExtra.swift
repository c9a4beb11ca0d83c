/// `ElementObjectExtra`, Modules/_elementtree.c (3.x): attributes and children of an element.
public struct ElementObjectExtra: CStruct {
  public let attrib: Field<Address>
  public let length: Field<Py_ssize_t>
  public let allocated: Field<Py_ssize_t>
  public let children: Field<Address>
  public let _children: ArrayField<Address>

  public init(_ c: inout CLayout) {
    attrib = c.field("attrib")
    length = c.field("length")
    allocated = c.field("allocated")
    children = c.field("children")
    _children = c.array("_children", count: 4)
  }
}
