/// `arrayobject`, Modules/arraymodule.c: `array.array`, its items in a block of their own.
public struct arrayobject: CStruct {
  public let ob_base: PyVarObject
  public let ob_item: Field<Address>
  public let allocated: Field<Py_ssize_t>
  public let ob_descr: Field<Address>
  public let weakreflist: Field<Address>
  public let ob_exports: Field<Py_ssize_t>?

  public init(_ c: inout CLayout) {
    ob_base = c.varHead()
    ob_item = c.field("ob_item")
    allocated = c.field("allocated")
    ob_descr = c.field("ob_descr")
    weakreflist = c.field("weakreflist")
    ob_exports = c.field("ob_exports", if: c.build.version >= .v3_0)
  }
}

extension PyType {
  /// `array_spec`, Modules/arraymodule.c: a heap type, and so with a GC head, since bpo-41984, 3.10
  public static func array(on build: Build) -> PyType {
    let layout = arrayobject.layout(on: build)
    return PyType(
      "array.array", layout, tp_weaklistoffset: layout.weakreflist.offset.rawValue,
      flags: build.version < .v3_10 ? [] : .haveGC)
  }
}
