/// `ElementObject`, Modules/_elementtree.c (3.x): `xml.etree.ElementTree.Element`.
package struct ElementObject: CStruct {
  /// The head that every object starts with.
  package let ob_base: PyObject
  /// The block with attributes and children, `NULL` while there are none.
  package let extra: Field<Pointer<ElementObjectExtra>>

  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    ob_base = c.head()
    c.fields(Ref.self, "tag", "text", "tail")
    extra = c.field("extra")
    c.fields(WeakRef.self, "weakreflist")
  }
}

extension PyType {
  /// `element_spec`, Modules/_elementtree.c (3.x)
  public static func element(on build: Build) -> PyType {
    PyType("xml.etree.ElementTree.Element", ElementObject.self, on: build, weakrefs: "weakreflist")
  }
}
