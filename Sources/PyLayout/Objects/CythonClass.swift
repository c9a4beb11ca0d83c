extension PyType {
  /// A Cython `cdef class` of C ints and no methods of C's own: `struct __pyx_obj_…`, a head and the
  /// ints, as Cython's Compiler/ModuleNode.py writes it (`generate_objstruct_definition`).
  ///
  /// - Parameter ints: the names of its fields.
  public static func cythonClass(ints: [String], on build: Build) -> PyType {
    PyType("Point", on: build) { c in
      for name in ints { let _: Field<Int32> = c.field(name) }
    }
  }
}
