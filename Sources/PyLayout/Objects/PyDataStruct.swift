extension PyType {
  /// A subclass of `recordclass.dataobject`: `PyDataStruct`, recordclass's _dataobject.h, a head and
  /// one pointer for each field.
  ///
  /// `_dataobject_type_init`, recordclass's _dataobject.c, takes the GC head, the managed dict and
  /// the weakref list away that `type_new` gave it.
  ///
  /// - Parameter fields: the names of its fields.
  public static func dataobject(_ fields: [String], on build: Build) -> PyType {
    PyType("Point", on: build) { c in
      for name in fields { let _: Field<Ref> = c.field(name) }
    }
  }
}
