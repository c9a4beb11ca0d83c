/// `defdictobject`, Modules/_collectionsmodule.c
package struct defdictobject: CStruct {
  /// What makes the value of a key that is missing; `NULL` for none.
  package let default_factory: Field<Ref>

  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// The dict that it extends is another struct in 2.7.
  package init(_ c: inout CLayout) {
    if c.build.version < .v3_0 {
      let _: PyDictObject2 = c.embed("dict")
    } else {
      let _: PyDictObject = c.embed("dict")
    }
    default_factory = c.field("default_factory")
  }
}

extension PyType {
  /// `defdict_type`, Modules/_collectionsmodule.c
  public static func defaultdict(on build: Build) -> PyType {
    PyType("collections.defaultdict", defdictobject.self, on: build)
  }
}
