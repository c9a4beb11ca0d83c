/// `PyDictObject`, Include/cpython/dictobject.h (3.x)
public struct PyDictObject: CStruct {
  /// The head that every object starts with.
  public let ob_base: PyObject
  /// How many items it has.
  public let ma_used: Field<Py_ssize_t>
  /// A number for the dict in this state; since 3.14 watchers' bits, and the id of free threading.
  public let ma_version_tag: Field<UInt64>
  /// The key table: its own, or one shared by a class's instances.
  public let ma_keys: Field<Pointer<PyDictKeysObject>>
  /// The values of a split dict, `NULL` where they stand beside their keys.
  public let ma_values: Field<Pointer<PyDictValues>>

  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// PEP 699, 3.14, took the version out of `ma_version_tag`, which got another name.
  public init(_ c: inout CLayout) {
    ob_base = c.head()
    ma_used = c.field("ma_used", .bookkeeping)
    ma_version_tag = c.field(
      c.build.version < .v3_14 ? "ma_version_tag" : "_ma_watcher_tag", role: .identity)
    ma_keys = c.field("ma_keys")
    ma_values = c.field("ma_values")
  }
}

/// `PyDictObject` of 2.7, Include/dictobject.h: its first eight entries are inside.
public struct PyDictObject2: CStruct {
  /// The head that every object starts with.
  public let ob_base: PyObject
  /// How many slots were used, removed items among them.
  public let ma_fill: Field<Py_ssize_t>
  /// How many items it has.
  public let ma_used: Field<Py_ssize_t>
  /// Slots less one, which are a power of two.
  public let ma_mask: Field<Py_ssize_t>
  /// The slots: `ma_smalltable`, or a block of their own.
  public let ma_table: Field<Pointer<PyDictEntry>>
  /// The function that finds a key: the one for `str` alone, until there is another key.
  public let ma_lookup: Field<FunctionPointer>
  /// Room for 8 items.
  public let ma_smalltable: [PyDictKeyEntry]

  /// `PyDictObject`: the struct of 2.7 has the name of 3.x's.
  public static var cName: String { "PyDictObject" }
  /// `PyDict_MINSIZE`, the entries of `ma_smalltable`.
  public static let minimumSlots = 8

  /// The fields in C's order, as they stand on `c.build`.
  public init(_ c: inout CLayout) {
    ob_base = c.head()
    ma_fill = c.field("ma_fill", .bookkeeping)
    ma_used = c.field("ma_used", .bookkeeping)
    ma_mask = c.field("ma_mask", .bookkeeping)
    ma_table = c.field("ma_table")
    ma_lookup = c.field("ma_lookup")
    ma_smalltable = (0..<Self.minimumSlots).map { c.embed("ma_smalltable[\($0)]") }
  }
}

extension PyType {
  /// `PyDict_Type`, Objects/dictobject.c
  public static func dict(on build: Build) -> PyType {
    build.version < .v3_0
      ? PyType("dict", PyDictObject2.layout(on: build), flags: .haveGC)
      : PyType("dict", PyDictObject.layout(on: build), flags: .haveGC)
  }
}
