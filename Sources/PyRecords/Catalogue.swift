/// Every record there is, in the order of the article, then what came after it.
public enum Catalogue {
  /// The records.
  public static let records: [any Record] = [
    .dict, .class, .slots, .namedlist, .attrs, .attrsSlots, .tuple, .namedtuple, .mutabletuple,
    .recordclass, .dataobject, .makeDataclass, .cython, .numpy, .numpyRow, .dataclass,
    .dataclassSlots, .typingNamedTuple, .simpleNamespace, .msgspec, .msgspecNoGC, .pydantic,
    .ctypesStructure, .array, .structPack,
  ]

  /// The article's sections, in its order.
  public static let article: [any Record] = [
    .dict, .class, .slots, .namedlist, .attrs, .attrsSlots, .tuple, .namedtuple, .mutabletuple,
    .dataobject, .cython, .numpy, .numpyRow,
  ]

  /// The record of that name, if there is one.
  public static func record(_ id: String) -> (any Record)? { records.first { $0.id == id } }
}
