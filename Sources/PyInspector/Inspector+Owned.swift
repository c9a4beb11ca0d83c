public import PyLayout
internal import PyMemory

/// An object that only an instance holds, or the instance itself.
public struct OwnedObject: Hashable, Sendable {
  /// What it is to the instance: `__dict__`, …; empty for the instance itself.
  public let name: String
  /// The object, read from its bytes.
  public let inspection: Inspection

  /// Whether it is neither the instance itself nor its dict.
  public var isFurther: Bool { !name.isEmpty && name != "__dict__" }
}

extension Inspection {
  /// What an object is to the instance whose field refers to it; `nil` where it is not the instance's.
  ///
  /// Its dict, and a pydantic model's set of the names that were given.
  fileprivate func owns(by field: Block.Field) -> String? {
    let isDict =
      field.name == "__dict__" || field.offset > 0 && field.offset.rawValue == type.tp_dictoffset
    if isDict { return "__dict__" }
    return PydanticModel.fieldsSets.contains(field.name) ? field.name : nil
  }
}

extension Inspector {
  /// The object itself, and then the objects that only it holds, its dict first: what others hold
  /// as well outlives it.
  ///
  /// - Throws: `InspectionError` where one of them cannot be recognised.
  public func owned(by object: Address) throws(InspectionError) -> [OwnedObject] {
    let inspection = try inspect(object)
    var owned = [OwnedObject(name: "", inspection: inspection)]
    guard inspection.kind != .type else { return owned }
    for field in inspection.blocks.first?.fields ?? [] {
      guard let name = inspection.owns(by: field), field.role.isReference,
        let other = field.target, other != .null
      else { continue }
      let found = OwnedObject(name: name, inspection: try inspect(other))
      if found.isFurther && found.inspection.kind != .set { continue }
      if other != object, try isHeld(other, by: [inspection, found.inspection]) {
        owned.append(found)
      }
    }
    return owned.filter { !$0.isFurther } + owned.filter(\.isFurther)
  }

  /// Whether nobody holds an object but these: all references that are counted are theirs.
  private func isHeld(
    _ object: Address, by holders: [Inspection]
  ) throws(InspectionError) -> Bool {
    let fields = holders.flatMap(\.blocks).flatMap(\.fields)
    let held = fields.count { $0.role.isReference && $0.target == object }
    do {
      return try references(to: object) == held
    } catch {
      throw InspectionError(.object, of: object, on: build, error)
    }
  }
}

extension Inspection {
  /// Where it keeps a dict that others hold too, and which dict that is; `nil` where it has none,
  /// or one of its own.
  package func lentDict(beside owned: [OwnedObject]) -> Address? {
    if kind == .type || owned.contains(where: { $0.name == "__dict__" }) { return nil }
    let dicts = (blocks.first?.fields ?? []).filter {
      owns(by: $0) == "__dict__" && $0.role.isReference && $0.target != .null
    }
    return dicts.first?.target
  }
}
