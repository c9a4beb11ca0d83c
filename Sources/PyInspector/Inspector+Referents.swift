public import PyLayout

extension Inspector {
  /// What `gc.get_referents` finds: an address for each reference that `tp_traverse` visits, those
  /// that are held twice twice; none of an object that takes no part in garbage collection.
  ///
  /// - Throws: ``InspectionError`` as ``inspect(_:)`` does.
  public func referents(of object: Address) throws(InspectionError) -> [Address] {
    let inspection = try whole.inspect(object)
    let type = inspection.type
    do {
      // type_is_gc, Objects/typeobject.c
      let isCollected = try type.kind == .type ? isHeapType(object) : type.flags.contains(.haveGC)
      guard isCollected else { return [] }
    } catch {
      throw InspectionError(.object, of: object, on: build, error)
    }
    let lent = try embeddedValues(of: inspection)
    return (inspection.blocks.flatMap(\.fields) + lent).compactMap { field in
      field.isVisited && field.target != .null ? field.target : nil
    }
  }

  /// The values of an instance that its dict visits, if that is what an inspection is of.
  private func embeddedValues(of dict: Inspection) throws(InspectionError) -> [Block.Field] {
    guard dict.kind == .dict, PyDictValues.areVisitedByDict(on: build) else { return [] }
    do {
      let values = try pointer(dict.object, at.dict.ma_values)
      if values == .null { return [] }
      return try embeddedValues(at: values, names: names(pointer(dict.object, at.dict.ma_keys)))
    } catch {
      throw InspectionError(.object, of: dict.object, on: build, error)
    }
  }
}

extension Inspector {
  /// The `tp_name` of the nearest type written in C that an object's type is, or descends from; `nil` for
  /// `object` alone.
  package func nearestInC(_ type: TypeFacts) -> String? {
    guard let first = try? typesOfC(type.address).first else { return nil }
    return try? typeName(first)
  }

  /// The characters of a `str`, as many as `limit`; `nil` where there is none.
  package func string(_ object: Address, limit: Int = 256) -> String? {
    guard let scalars = try? scalars(object, limit: limit) else { return nil }
    var text = String.UnicodeScalarView()
    for scalar in scalars { text.append(Unicode.Scalar(scalar) ?? "\u{FFFD}") }
    return String(text)
  }
}
