/// `PyInstanceObject`, Include/classobject.h of 2.7: an instance of an old-style class, whose type all
/// of them share.
public struct PyInstanceObject: CStruct {
  /// Its class.
  public let in_class: Field<Ref>
  /// Its attributes.
  public let in_dict: Field<Ref>

  /// The fields in C's order, as they stand on `c.build`.
  public init(_ c: inout CLayout) {
    _ = c.head()
    in_class = c.field("in_class")
    in_dict = c.field("in_dict")
    c.fields(WeakRef.self, "in_weakreflist")
  }
}

extension PyType {
  /// `PyInstance_Type`, Objects/classobject.c of 2.7; `nil` on other builds.
  public static func oldStyleInstance(on build: Build) -> PyType? {
    guard build.version < .v3_0 else { return nil }
    return PyType("instance", PyInstanceObject.self, on: build, weakrefs: "in_weakreflist")
  }
}
