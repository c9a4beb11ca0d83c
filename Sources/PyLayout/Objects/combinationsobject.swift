/// `combinationsobject`, Modules/itertoolsmodule.c; `cwrobject` is the same.
public struct combinationsobject: CStruct {
  public let ob_base: PyObject
  public let pool: Field<Ref>
  public let indices: Field<Pointer<Py_ssize_t>>
  public let r: Field<Py_ssize_t>

  public init(_ c: inout CLayout) {
    ob_base = c.head()
    pool = c.field("pool")
    indices = c.field("indices")
    c.fields(Ref.self, "result")
    r = c.field("r")
    c.fields(Int32.self, "stopped")
  }
}

extension PyType {
  /// `combinations_type`, Modules/itertoolsmodule.c
  public static func combinations(on build: Build) -> PyType {
    PyType("itertools.combinations", combinationsobject.self, on: build)
  }
}
