/// `PyDictValues`, Include/internal/pycore_dict.h (3.13 on): the values of a split dict, for most
/// classes inside the instance, right behind its fields.
///
/// Behind the `capacity` values stand as many bytes that keep the order of insertion.
public struct PyDictValues: CStruct {
  /// How many values there is room for.
  public let capacity: Field<UInt8>
  /// How many are set.
  public let size: Field<UInt8>
  /// 1 where they stand inside the instance.
  public let embedded: Field<UInt8>
  /// 1 while they are the instance's attributes; 0 once its dict has copied them.
  public let valid: Field<UInt8>
  /// The values, `capacity` of them, `NULL` where none is set.
  public let values: ArrayField<Ref>

  /// The fields in C's order, as they stand on `c.build`.
  public init(_ c: inout CLayout) {
    capacity = c.field("capacity", .bookkeeping)
    size = c.field("size", .bookkeeping)
    embedded = c.field("embedded", .bookkeeping)
    valid = c.field("valid", .bookkeeping)
    values = c.array("values", count: 1)
  }
}

extension PyDictValues {
  /// Whether an instance that has a dict visits that instead of its values, which the dict visits then:
  /// `PyObject_VisitManagedDict`, Objects/dictobject.c, since GH-130327, 3.13.13; 3.14.4 is inferred
  /// from its date, 3.14.8 measured.
  package static func areVisitedByDict(on build: Build) -> Bool {
    build.version >= Version(3, 13, 13) && build.version < .v3_14
      || build.version >= Version(3, 14, 4)
  }
}

extension StructLayout<PyDictValues> {
  /// The bytes of a values block: `_PyInlineValuesSize`, Include/internal/pycore_object.h
  ///
  /// - Parameter capacity: how many values it has room for.
  public func blockSize(capacity: Int) -> Int {
    let capacity = capacity.inMemory
    return fields.values.offset.rawValue + capacity * build.pointerSize
      + capacity.roundedUp(to: build.pointerSize)
  }
}
