/// `arrayobject`, Modules/arraymodule.c: `array.array`, its items in a block of their own.
public struct arrayobject: CStruct {
  /// The head, in which `ob_size` is how many items it has.
  public let ob_base: PyVarObject
  /// The items' block, `allocated` places; `NULL` where there is none.
  public let ob_item: Field<Pointer<Int8>>
  /// How many items there is room for.
  public let allocated: Field<Py_ssize_t>
  /// The `arraydescr` of its typecode: what an item is, and how many bytes.
  public let ob_descr: Field<PlainPointer>
  /// The first weak reference to it, `NULL` while there is none.
  public let weakreflist: Field<WeakRef>
  /// How many views of its memory forbid to resize it; 3.x.
  public let ob_exports: Field<Py_ssize_t>?

  /// `itemsize` of the typecode's `arraydescr`, in bytes; `nil` for no typecode of the build's.
  public static func itemSize(_ typecode: Character, on build: Build) -> Int? {
    switch typecode {
    case "b", "B": 1
    case "h", "H": 2
    case "i", "I", "f": 4
    case "l", "L": build.pointerSize
    case "d": 8
    case "q", "Q": build.version < .v3_0 ? nil : 8
    // A Py_UNICODE, from 3.3 on a wchar_t
    case "u": 4
    case "c": build.version < .v3_0 ? 1 : nil
    default: nil
    }
  }

  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// 3.x has `ob_exports`, for PEP 3118's buffers.
  public init(_ c: inout CLayout) {
    ob_base = c.varHead()
    ob_item = c.field("ob_item")
    allocated = c.field("allocated", .bookkeeping)
    ob_descr = c.field("ob_descr")
    weakreflist = c.field("weakreflist")
    ob_exports = c.field("ob_exports", .bookkeeping, if: c.build.version >= .v3_0)
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
