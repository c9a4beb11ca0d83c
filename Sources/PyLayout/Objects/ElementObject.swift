/// `ElementObject`, Modules/_elementtree.c (3.x): `xml.etree.ElementTree.Element`.
public struct ElementObject: CStruct {
  public let ob_base: PyObject
  public let extra: Field<Pointer<ElementObjectExtra>>

  public init(_ c: inout CLayout) {
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
