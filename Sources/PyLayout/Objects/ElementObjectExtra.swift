/// `ElementObjectExtra`, Modules/_elementtree.c (3.x): attributes and children of an element.
public struct ElementObjectExtra: CStruct {
  public let attrib: Field<Ref>
  public let length: Field<Py_ssize_t>
  public let allocated: Field<Py_ssize_t>
  public let children: Field<Pointer<Ref>>
  public let _children: ArrayField<Ref>

  public init(_ c: inout CLayout) {
    attrib = c.field("attrib")
    length = c.field("length", .bookkeeping)
    allocated = c.field("allocated", .bookkeeping)
    children = c.field("children")
    _children = c.array("_children", count: 4)
  }
}
