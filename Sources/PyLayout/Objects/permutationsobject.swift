/// `permutationsobject`, Modules/itertoolsmodule.c
public struct permutationsobject: CStruct {
  public let ob_base: PyObject
  public let pool: Field<Ref>
  public let indices: Field<Pointer<Py_ssize_t>>
  public let cycles: Field<Pointer<Py_ssize_t>>
  public let r: Field<Py_ssize_t>

  public init(_ c: inout CLayout) {
    ob_base = c.head()
    pool = c.field("pool")
    indices = c.field("indices")
    cycles = c.field("cycles")
    c.fields(Ref.self, "result")
    r = c.field("r")
    c.fields(Int32.self, "stopped")
  }
}

extension PyType {
  /// `permutations_type`, Modules/itertoolsmodule.c
  public static func permutations(on build: Build) -> PyType {
    PyType("itertools.permutations", permutationsobject.self, on: build)
  }
}
