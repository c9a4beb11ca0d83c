/// `PyClassObject`, Include/classobject.h of 2.7: an old-style class.
public struct PyClassObject: CStruct {
  /// Its namespace.
  public let cl_dict: Field<Ref>
  /// `__name__`.
  public let cl_name: Field<Ref>

  /// The fields in C's order, as they stand on `c.build`.
  public init(_ c: inout CLayout) {
    _ = c.head()
    c.fields(Ref.self, "cl_bases")
    cl_dict = c.field("cl_dict")
    cl_name = c.field("cl_name")
    c.fields(Ref.self, "cl_getattr", "cl_setattr", "cl_delattr")
    c.fields(WeakRef.self, "cl_weakreflist")
  }
}

extension PyType {
  /// `PyClass_Type`, Objects/classobject.c of 2.7; `nil` on other builds.
  public static func oldStyleClass(on build: Build) -> PyType? {
    guard build.version < .v3_0 else { return nil }
    return PyType("classobj", PyClassObject.self, on: build, weakrefs: "cl_weakreflist")
  }
}
