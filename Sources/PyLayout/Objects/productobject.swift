/// `productobject`, Modules/itertoolsmodule.c
public struct productobject: CStruct {
  public let ob_base: PyObject
  public let pools: Field<Address>

  public init(_ c: inout CLayout) {
    let pointer = c.build.pointerSize
    ob_base = c.head()
    pools = c.field("pools")
    c.skip(2 * pointer, alignment: pointer)  // indices, result
    c.skip(4, alignment: 4)  // stopped
  }
}

extension PyType {
  /// `product_type`, Modules/itertoolsmodule.c
  public static func product(on build: Build) -> PyType {
    PyType("itertools.product", productobject.self, on: build)
  }
}
