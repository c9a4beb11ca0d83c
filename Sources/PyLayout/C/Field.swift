/// A scalar field of a C struct, at its place; its `T` is a ``CType``, as for ``StructLayout``.
public struct Field<T>: Hashable, Sendable {
  /// The field's name in C.
  public let name: String
  /// Bytes from the start of the outermost struct.
  public let offset: Offset
  /// `sizeof` the field in bytes.
  public let size: Int
}

/// An array field of a C struct: items of one type side by side.
public struct ArrayField<T>: Hashable, Sendable {
  /// The field's name in C.
  public let name: String
  /// Bytes from the start of the outermost struct to the first item.
  public let offset: Offset
  /// `sizeof` one item in bytes.
  public let stride: Int
  /// How many items the header declares; a trailing array holds any number.
  public let declaredCount: Int
}

/// One row of a struct's table: what a layout says, without its Swift type.
public struct FieldRow: Hashable, Sendable {
  /// The path C reaches the field by: `ob_base.ob_type`.
  public let path: String
  /// The field's own name, the last of the path.
  public let name: String
  /// The field's type as C writes it.
  public let cType: String
  /// Bytes from the start of the outermost struct.
  public let offset: Offset
  /// `sizeof` the field in bytes.
  public let size: Int
}
