/// `combinationsobject`, Modules/itertoolsmodule.c; `cwrobject` is the same.
public struct combinationsobject: CStruct {
  public let ob_base: PyObject
  public let pool: Field<Address>
  public let r: Field<Py_ssize_t>

  public init(_ c: inout CLayout) {
    let pointer = c.build.pointerSize
    ob_base = c.head()
    pool = c.field("pool")
    c.skip(2 * pointer, alignment: pointer)  // indices, result
    r = c.field("r")
    c.skip(4, alignment: 4)  // stopped
  }
}

extension PyType {
  /// `combinations_type`, Modules/itertoolsmodule.c
  public static func combinations(on build: Build) -> PyType {
    PyType("itertools.combinations", combinationsobject.self, on: build)
  }
}
