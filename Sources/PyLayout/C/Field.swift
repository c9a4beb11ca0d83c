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
