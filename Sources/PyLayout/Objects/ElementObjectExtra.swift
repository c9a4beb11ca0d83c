/// `ElementObjectExtra`, Modules/_elementtree.c (3.x): attributes and children of an element.
package struct ElementObjectExtra: CStruct {
  /// The attributes' dict, `NULL` for none.
  package let attrib: Field<Ref>
  /// How many children there are.
  package let length: Field<Py_ssize_t>
  /// How many children there is room for.
  package let allocated: Field<Py_ssize_t>
  /// The children: `_children`, or a block of their own once there are more than 4.
  package let children: Field<Pointer<Ref>>
  /// Room for 4 children, `STATIC_CHILDREN`.
  package let _children: ArrayField<Ref>

  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    attrib = c.field("attrib")
    length = c.field("length", .bookkeeping)
    allocated = c.field("allocated", .bookkeeping)
    children = c.field("children")
    _children = c.array("_children", count: 4)
  }
}
