public import PyLayout

/// A record of the catalogue, by name: `.slots` wherever a record is asked for.
public struct CatalogueRecord: Record {
  private let record: any Record

  init(_ record: any Record) { self.record = record }

  /// The record's name on the command line and in JSON.
  public var id: String { record.id }
  /// The record's name in tables.
  public var title: String { record.title }
  /// The package it needs, if any.
  public var package: Package? { record.package }
  /// Whether the values are in it.
  public var storesValues: Bool { record.storesValues }
  /// What the instances of its fresh class get, one after the other.
  public func attributes(_ sample: Sample) -> [CachedKeys.Attributes]? {
    record.attributes(sample)
  }
  /// Why the build cannot make it; `nil` when it can.
  public func obstacle(_ sample: Sample) -> String? { record.obstacle(sample) }
  /// The Python that makes it.
  public func code(_ sample: Sample) -> Code { record.code(sample) }
  /// Where the article says otherwise than memory does.
  public func note(_ sample: Sample) -> String? { record.note(sample) }
  /// What it costs.
  ///
  /// - Throws: ``NotModelled`` when the installed version of its package is not known.
  public func prediction(_ sample: Sample) throws(NotModelled) -> Prediction {
    try record.prediction(sample)
  }
}

/// The catalogue's records, in the order of the article, then what came after it.
extension Record where Self == CatalogueRecord {
  /// A dict of its own for each point.
  public static var dict: Self { Self(DictRecord()) }
  /// A plain class.
  public static var `class`: Self { Self(ClassRecord()) }
  /// A class with `__slots__`.
  public static var slots: Self { Self(SlotsRecord()) }
  /// `namedlist`
  public static var namedlist: Self { Self(NamedlistRecord()) }
  /// `attr.s`
  public static var attrs: Self { Self(AttrsRecord()) }
  /// `attr.s(slots=True)`
  public static var attrsSlots: Self { Self(AttrsSlotsRecord()) }
  /// `tuple`
  public static var tuple: Self { Self(TupleRecord()) }
  /// `collections.namedtuple`
  public static var namedtuple: Self { Self(NamedTupleRecord()) }
  /// `recordclass.mutabletuple`
  public static var mutabletuple: Self { Self(MutableTupleRecord()) }
  /// `recordclass.recordclass`
  public static var recordclass: Self { Self(RecordclassRecord()) }
  /// `recordclass.dataobject`
  public static var dataobject: Self { Self(DataobjectRecord()) }
  /// `recordclass.make_dataclass`
  public static var makeDataclass: Self { Self(MakeDataclassRecord()) }
  /// A Cython `cdef class`.
  public static var cython: Self { Self(CythonRecord()) }
  /// A NumPy structured array.
  public static var numpy: Self { Self(NumPyRecord()) }
  /// One row of a NumPy structured array as an object.
  public static var numpyRow: Self { Self(NumPyRowRecord()) }
  /// `dataclasses.dataclass`
  public static var dataclass: Self { Self(DataclassRecord()) }
  /// `dataclasses.dataclass(slots=True)`
  public static var dataclassSlots: Self { Self(DataclassSlotsRecord()) }
  /// `typing.NamedTuple`
  public static var typingNamedTuple: Self { Self(TypingNamedTupleRecord()) }
  /// `types.SimpleNamespace`
  public static var simpleNamespace: Self { Self(SimpleNamespaceRecord()) }
  /// `msgspec.Struct`
  public static var msgspec: Self { Self(MsgspecRecord(id: "msgspec", gc: true)) }
  /// `msgspec.Struct` with `gc=False`.
  public static var msgspecNoGC: Self { Self(MsgspecRecord(id: "msgspec-nogc", gc: false)) }
  /// `pydantic.BaseModel`
  public static var pydantic: Self { Self(PydanticRecord()) }
  /// `ctypes.Structure`
  public static var ctypesStructure: Self { Self(CtypesStructureRecord()) }
  /// `array.array`
  public static var array: Self { Self(ArrayRecord()) }
  /// The `bytes` of `struct.pack`.
  public static var structPack: Self { Self(StructPackRecord()) }
}
