public import PyLayout

/// An object that an instance alone has, or the instance itself.
public struct OwnedObject: Hashable, Sendable {
  /// What it is to the instance: `__dict__`, …; empty for the instance itself.
  public let name: String
  /// The object, told from its bytes.
  public let inspection: Inspection

  /// Whether it is neither the instance itself nor its dict.
  public var isFurther: Bool { !name.isEmpty && name != "__dict__" }
}

extension OwnedObject {
  /// Where an instance keeps what it alone has, and what that is.
  ///
  /// SimpleNamespace's dict: `_PyNamespaceObject`, Objects/namespaceobject.c; a pydantic model's set
  /// of the names that were given: `BaseModel.__slots__`, pydantic/main.py, and in pydantic 1.
  fileprivate static let places = [
    "__dict__": "__dict__", "ns_dict": "__dict__",
    "__pydantic_fields_set__": "__pydantic_fields_set__", "__fields_set__": "__fields_set__",
  ]
}

extension Inspector {
  /// The object itself, and then the objects that it alone has, its dict first.
  ///
  /// - Throws: `InspectionError` where one of them cannot be told.
  public func owned(by object: Address) throws(InspectionError) -> [OwnedObject] {
    let inspection = try inspect(object)
    var owned = [OwnedObject(name: "", inspection: inspection)]
    guard inspection.kind != .type else { return owned }
    for field in inspection.blocks.first?.fields ?? [] {
      guard let name = OwnedObject.places[field.name], case .reference(let other) = field.role,
        other != .null
      else { continue }
      let found = OwnedObject(name: name, inspection: try inspect(other))
      if found.isFurther && found.inspection.kind != .set { continue }
      owned.append(found)
    }
    return owned.filter { !$0.isFurther } + owned.filter(\.isFurther)
  }
}
