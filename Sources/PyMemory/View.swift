public import PyLayout

/// One C struct somewhere in memory, read as its layout says.
public struct View<S: CStruct>: Sendable {
  /// The struct on the build.
  public let layout: StructLayout<S>
  /// Where it stands.
  public let address: Address
  private let bytes: [UInt8]

  /// Reads the whole struct at `address`.
  ///
  /// - Throws: ``MemoryError`` when any byte of it cannot be read.
  public init(
    _ type: S.Type, on build: Build, at address: Address, in memory: any Memory
  ) throws(MemoryError) {
    layout = S.layout(on: build)
    self.address = address
    bytes = try memory.bytes(at: address, count: layout.size)
  }

  /// Reads the struct that a field of another one points at: `View(dict[\.ma_keys], on: build, in: memory)`.
  ///
  /// - Throws: ``MemoryError`` when any byte of it cannot be read.
  public init(
    _ pointer: Pointer<S>, on build: Build, in memory: any Memory
  ) throws(MemoryError) {
    try self.init(S.self, on: build, at: pointer.address, in: memory)
  }

  /// The value of a field.
  public subscript<T: CType>(_ field: KeyPath<S, Field<T>>) -> T.Value {
    value(of: layout.fields[keyPath: field])
  }

  /// The value of a field, or `nil` where the build has none.
  public subscript<T: CType>(_ field: KeyPath<S, Field<T>?>) -> T.Value? {
    layout.fields[keyPath: field].map(value)
  }

  private func value<T: CType>(of field: Field<T>) -> T.Value {
    let start = field.offset.rawValue
    let bits = bytes[start..<start + field.size].reversed().reduce(UInt64(0)) {
      $0 << 8 | UInt64($1)
    }
    return T.value(of: bits, on: layout.build)
  }
}
