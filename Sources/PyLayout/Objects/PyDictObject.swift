/// `PyDictObject`, Include/cpython/dictobject.h (3.x)
public struct PyDictObject: CStruct {
  public let ob_base: PyObject
  public let ma_used: Field<Py_ssize_t>
  public let ma_version_tag: Field<UInt64>  // since 3.14 the watchers' bits alone
  public let ma_keys: Field<Pointer<PyDictKeysObject>>
  public let ma_values: Field<Pointer<PyDictValues>>

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
  public let ob_base: PyObject
  public let ma_fill: Field<Py_ssize_t>
  public let ma_used: Field<Py_ssize_t>
  public let ma_mask: Field<Py_ssize_t>
  public let ma_table: Field<Pointer<PyDictEntry>>
  public let ma_lookup: Field<FunctionPointer>
  public let ma_smalltable: [PyDictKeyEntry]

  public static var cName: String { "PyDictObject" }
  /// `PyDict_MINSIZE`, the entries of `ma_smalltable`.
  public static let minimumSlots = 8

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
