/// `_PyNamespaceObject`, Objects/namespaceobject.c: `types.SimpleNamespace` (3.x)
public struct PyNamespaceObject: CStruct {
  public let ob_base: PyObject
  public let ns_dict: Field<Ref>

  public static var cName: String { "_PyNamespaceObject" }

  public init(_ c: inout CLayout) {
    ob_base = c.head()
    ns_dict = c.field("ns_dict", .bookkeeping)
  }
}

extension PyType {
  /// `_PyNamespace_Type`, Objects/namespaceobject.c
  public static func simpleNamespace(on build: Build) -> PyType {
    let layout = PyNamespaceObject.layout(on: build)
    return PyType(
      "types.SimpleNamespace", layout, tp_dictoffset: layout.ns_dict.offset.rawValue,
      flags: .haveGC)
  }
}
