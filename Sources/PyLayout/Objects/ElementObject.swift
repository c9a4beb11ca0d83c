/// `ElementObject`, Modules/_elementtree.c (3.x): `xml.etree.ElementTree.Element`.
public struct ElementObject: CStruct {
  public let ob_base: PyObject
  public let extra: Field<Address>

  public init(_ c: inout CLayout) {
    let pointer = c.build.pointerSize
    ob_base = c.head()
    c.skip(3 * pointer, alignment: pointer)  // tag, text, tail
    extra = c.field("extra")
    c.skip(pointer, alignment: pointer)  // weakreflist
  }
}
