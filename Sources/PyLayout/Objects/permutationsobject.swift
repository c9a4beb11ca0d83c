/// `permutationsobject`, Modules/itertoolsmodule.c
public struct permutationsobject: CStruct {
  public let ob_base: PyObject
  public let pool: Field<Address>
  public let r: Field<Py_ssize_t>

  public init(_ c: inout CLayout) {
    let pointer = c.build.pointerSize
    ob_base = c.head()
    pool = c.field("pool")
    c.skip(3 * pointer, alignment: pointer)  // indices, cycles, result
    r = c.field("r")
    c.skip(4, alignment: 4)  // stopped
  }
}

extension PyType {
  /// `permutations_type`, Modules/itertoolsmodule.c
  public static func permutations(on build: Build) -> PyType {
    PyType("itertools.permutations", permutationsobject.self, on: build)
  }
}
