/// Every record there is, in the order of the article, then what came after it.
public enum Catalogue {
  /// The records.
  public static let records: [any Record] = [
    DictRecord(),
    ClassRecord(),
    SlotsRecord(),
    NamedlistRecord(),
    AttrsRecord(),
    AttrsSlotsRecord(),
    TupleRecord(),
    NamedTupleRecord(),
    MutableTupleRecord(),
    RecordclassRecord(),
    DataobjectRecord(),
    MakeDataclassRecord(),
    CythonRecord(),
    NumPyRecord(),
    NumPyRowRecord(),
    DataclassRecord(),
    DataclassSlotsRecord(),
    TypingNamedTupleRecord(),
    SimpleNamespaceRecord(),
    MsgspecRecord(id: "msgspec", gc: true),
    MsgspecRecord(id: "msgspec-nogc", gc: false),
    PydanticRecord(),
    CtypesStructureRecord(),
    ArrayRecord(),
    StructPackRecord(),
  ]

  /// The article's sections, in its order.
  public static let article: [any Record] = [
    DictRecord(), ClassRecord(), SlotsRecord(), NamedlistRecord(), AttrsRecord(),
    AttrsSlotsRecord(), TupleRecord(), NamedTupleRecord(), MutableTupleRecord(),
    DataobjectRecord(), CythonRecord(), NumPyRecord(), NumPyRowRecord(),
  ]

  /// The record of that name, if there is one.
  public static func record(_ id: String) -> (any Record)? { records.first { $0.id == id } }
}
