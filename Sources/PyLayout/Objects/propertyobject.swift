/// `propertyobject`, Objects/descrobject.c
package struct propertyobject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// bpo-27794, 3.10, added `prop_name`, for messages.
  package init(_ c: inout CLayout) {
    let version = c.build.version
    _ = c.head()
    c.fields(Ref.self, "prop_get", "prop_set", "prop_del", "prop_doc")
    if version >= .v3_10 { c.fields(Ref.self, "prop_name") }
    c.fields(Int32.self, "getter_doc")
  }
}

extension PyType {
  /// `PyProperty_Type`, Objects/descrobject.c
  public static func property(on build: Build) -> PyType {
    PyType("property", propertyobject.self, on: build)
  }
}
