/// `productobject`, Modules/itertoolsmodule.c
public struct productobject: CStruct {
  public let ob_base: PyObject
  public let pools: Field<Ref>
  public let indices: Field<Pointer<Py_ssize_t>>

  public init(_ c: inout CLayout) {
    ob_base = c.head()
    pools = c.field("pools")
    indices = c.field("indices")
    c.fields(Ref.self, "result")
    c.fields(Int32.self, "stopped")
  }
}

extension PyType {
  /// `product_type`, Modules/itertoolsmodule.c
  public static func product(on build: Build) -> PyType {
    PyType("itertools.product", productobject.self, on: build)
  }
}
