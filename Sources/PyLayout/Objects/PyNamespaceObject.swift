/// `_PyNamespaceObject`, Objects/namespaceobject.c: `types.SimpleNamespace` (3.x)
public struct PyNamespaceObject: CStruct {
  /// The head that every object starts with.
  public let ob_base: PyObject
  /// The dict of its attributes.
  public let ns_dict: Field<Ref>

  /// `_PyNamespaceObject`.
  public static var cName: String { "_PyNamespaceObject" }

  /// The fields in C's order, as they stand on `c.build`.
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
