/// `productobject`, Modules/itertoolsmodule.c
package struct productobject: CStruct {
  /// The head that every object starts with.
  package let ob_base: PyObject
  /// The tuple of tuples that one item each is taken from.
  package let pools: Field<Ref>
  /// Which item of each pool is taken.
  package let indices: Field<Pointer<Py_ssize_t>>

  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
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
