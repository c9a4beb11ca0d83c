/// `productobject`, Modules/itertoolsmodule.c
public struct productobject: CStruct {
  public let ob_base: PyObject
  public let pools: Field<Address>
  public let indices: Field<Address>

  public init(_ c: inout CLayout) {
    ob_base = c.head()
    pools = c.field("pools")
    indices = c.field("indices")
    c.pointers("result")
    c.fields(Int32.self, "stopped")
  }
}

extension PyType {
  /// `product_type`, Modules/itertoolsmodule.c
  public static func product(on build: Build) -> PyType {
    PyType("itertools.product", productobject.self, on: build)
  }
}
