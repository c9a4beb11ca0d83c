/// A field without its Swift type, or what stands between fields: one run of bytes of a struct, of an
/// instance, of an object's whole block.
public struct FieldRow: Hashable, Sendable {
  /// The path C reaches the field by: `ob_base.ob_type`.
  public let path: String
  /// The field's own name, the last of the path; a slot's, or what the bytes are.
  public let name: String
  /// The field's type as C writes it; `nil` for holes and padding, and for fields not described.
  public let cType: String?
  /// What it holds.
  public let role: FieldRole
  /// What it is there for.
  public let purpose: Purpose
  /// Bytes from the start of the outermost struct; in an object from `ob_refcnt`, negative before it.
  public let offset: Offset
  /// How many bytes.
  public let size: Int

  /// A row at a place.
  ///
  /// - Parameters:
  ///   - path: how C reaches it; `nil` for its name alone.
  ///   - purpose: what it is there for; `nil` for what its role is.
  package init(
    _ name: String, path: String? = nil, offset: Offset, size: Int, cType: String?,
    role: FieldRole = .value, purpose: Purpose? = nil
  ) {
    self.path = path ?? name
    self.name = name
    self.cType = cType
    self.role = role
    self.purpose = purpose ?? role.purpose
    self.offset = offset
    self.size = size
  }

  /// The name a field is shown by: its own, or its path where it stands in an array.
  package var label: String { path.contains("[") ? path : name }

  /// The row under another name, or of another role or purpose.
  package func with(
    name: String? = nil, role: FieldRole? = nil, purpose: Purpose? = nil
  ) -> FieldRow {
    FieldRow(
      name ?? self.name, path: path, offset: offset, size: size, cType: cType,
      role: role ?? self.role, purpose: purpose ?? self.purpose)
  }

  /// The row a number of bytes further.
  func moved(by offset: Offset) -> FieldRow {
    FieldRow(
      name, path: path, offset: self.offset + offset.rawValue, size: size, cType: cType,
      role: role, purpose: purpose)
  }
}
