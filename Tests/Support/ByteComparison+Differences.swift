public import PySize

extension ByteComparison {
  /// What differs without a reason: the field, where it is, and the bytes of both sides.
  public var differences: [String] {
    let fields = parts.flatMap { part in
      part.fields.filter(\.isUnexplained).map { field in
        "\(part.name) \(field.row.name) at \(field.row.offset.rawValue): emulated"
          + " \(field.emulated.bytes), real \(field.real ?? [])"
      }
    }
    return mismatches + fields
  }
}
