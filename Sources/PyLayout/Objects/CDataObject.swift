/// `CDataObject`, Modules/_ctypes/ctypes.h: every instance of a ctypes type.
public struct CDataObject: CStruct {
  /// The head that every object starts with.
  public let ob_base: PyObject
  /// Where the C data is: in `b_value`, in a block of its own, or in other memory.
  public let b_ptr: Field<Pointer<Int8>>
  /// 1 where the data is the object's own, 0 where a base or `from_address` has it.
  public let b_needsfree: Field<Int32>
  /// The object whose data this one's is a part of, `NULL` for none.
  public let b_base: Field<Ref>
  /// Bytes of the data.
  public let b_size: Field<Py_ssize_t>
  /// How many objects the data can refer to, and so need keeping alive.
  public let b_length: Field<Py_ssize_t>
  /// This object's place in its base, which is its key in the base's `b_objects`.
  public let b_index: Field<Py_ssize_t>
  /// The objects that the data refers to: a dict, or `None`; for one reference that one.
  public let b_objects: Field<Ref>
  /// `union value`, where small data stands.
  public let b_value: CValue

  /// The fields in C's order, as they stand on `c.build`.
  public init(_ c: inout CLayout) {
    ob_base = c.head()
    b_ptr = c.field("b_ptr")
    b_needsfree = c.field("b_needsfree", .bookkeeping)
    b_base = c.field("b_base", .bookkeeping)
    b_size = c.field("b_size", .bookkeeping)
    b_length = c.field("b_length", .bookkeeping)
    b_index = c.field("b_index", .bookkeeping)
    b_objects = c.field("b_objects", .bookkeeping)
    b_value = CValue(&c)
  }

  /// `union value`, Modules/_ctypes/ctypes.h: as large and aligned as its largest member.
  public struct CValue: Hashable, Sendable {
    /// Where it starts.
    public let offset: Offset
    /// Bytes of the union.
    public let size: Int

    init(_ c: inout CLayout) {
      size = 16  // char c[16], and long double up to 3.13
      c.align(to: LongDouble.alignment(on: c.build))
      offset = c.next
      let _: ArrayField<Int8> = c.array("b_value", count: size)
    }
  }
}

extension PyType {
  /// `Struct_Type`, Modules/_ctypes/_ctypes.c: `ctypes.Structure`
  public static func ctypesStructure(on build: Build) -> PyType {
    // gh-114314, 3.13: heap types, which take part in garbage collection
    PyType(
      "_ctypes.Structure", CDataObject.layout(on: build),
      flags: build.version < .v3_13 ? [] : .haveGC)
  }
}
