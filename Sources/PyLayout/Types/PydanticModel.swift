/// What pydantic's `BaseModel`, pydantic/main.py, gives each model.
package struct PydanticModel: Sendable {
  /// Whether it is pydantic 1's, whose `ModelMetaclass` gives each model empty `__slots__`.
  package let isVersion1: Bool

  /// - Parameter version: pydantic's, `nil` for the newest.
  package init(version: Version?) {
    isVersion1 = version.map { $0 < Version(2, 0) } ?? false
  }

  /// The slot with the set of the names that were given.
  package var fieldsSet: String { isVersion1 ? "__fields_set__" : "__pydantic_fields_set__" }
  /// Slots that hold nothing but `None`, where the model asks for no more.
  package var unused: [String] {
    isVersion1 ? [] : ["__pydantic_extra__", "__pydantic_private__"]
  }
  /// `__slots__` of `BaseModel`.
  package var slots: [String] { ["__dict__", fieldsSet] + unused }
  /// `__slots__` of a model; `nil` where its class statement has none.
  package var ownSlots: [String]? { isVersion1 ? [] : nil }

  /// The slot with the names that were given, in all versions.
  package static let fieldsSets = [Version(1, 0), nil].map { PydanticModel(version: $0).fieldsSet }
}
