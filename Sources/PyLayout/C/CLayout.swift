/// The C placement rule, in its one place: the System V ABI's for x86-64 and i386.
///
/// A field stands at the next multiple of its alignment; a struct is as aligned as its most
/// aligned field, and as long as the next multiple of that: an embedded struct's tail padding is
/// never reused, as Swift would.
public struct CLayout: Sendable {
  /// The build whose headers are being mirrored.
  public let build: Build
  /// The version of the package the struct is from; `nil` for CPython's own, or the newest known.
  let package: Version?
  /// The rows placed so far, in memory order.
  private(set) var rows: [FieldRow] = []
  /// `_Alignof` what was placed so far, in bytes.
  private(set) var alignment = 1
  private var end = 0
  private var path = ""

  init(_ build: Build, package: Version? = nil) {
    self.build = build
    self.package = package
  }

  /// Whether the struct's package is of such a version or newer.
  func packageIsAtLeast(_ version: Version) -> Bool { package.map { $0 >= version } ?? true }

  /// `sizeof` the struct placed so far, in bytes.
  var size: Int { end.roundedUp(to: alignment) }

  /// Where the next byte is, as far as it needs no alignment.
  var next: Offset { Offset(rawValue: end) }

  /// Places a scalar field.
  ///
  /// - Parameters:
  ///   - purpose: what it is there for; `nil` for what its role is.
  ///   - role: what it holds; `nil` for what its type says.
  public mutating func field<T: CType>(
    _ name: String, _ purpose: Purpose? = nil, role: FieldRole? = nil, as type: T.Type = T.self
  ) -> Field<T> {
    let type = ScalarType(T.self, on: build)
    let offset = place(name, type, role ?? type.role, purpose)
    return Field(name: name, offset: offset, size: type.size)
  }

  /// Places a scalar field where the header has it, and says `nil` where it does not.
  public mutating func field<T: CType>(
    _ name: String, _ purpose: Purpose? = nil, role: FieldRole? = nil, if present: Bool
  ) -> Field<T>? {
    present ? field(name, purpose, role: role) : nil
  }

  /// Places fields of one type that no code here reads, for those who look at the whole block.
  mutating func fields<T: CType>(_ type: T.Type, _ names: String...) {
    place(names, ScalarType(type, on: build), nil)
  }

  /// The same, for fields that are there for something else than their type's role says.
  mutating func fields<T: CType>(_ type: T.Type, _ purpose: Purpose, _ names: String...) {
    place(names, ScalarType(type, on: build), purpose)
  }

  /// Places an array of `count` items, of 0 for a negative number; for a trailing array, as many as
  /// the header declares.
  ///
  /// - Parameter role: what it holds as a whole.
  public mutating func array<T: CType>(
    _ name: String, _ purpose: Purpose? = nil, role: FieldRole = .value, count: Int
  ) -> ArrayField<T> {
    let item = ScalarType(T.self, on: build)
    let count = count.inMemory
    var type = item
    type.cName += "[\(count)]"
    type.size *= count
    let offset = place(name, type, role, purpose)
    return ArrayField(name: name, offset: offset, stride: item.size, declaredCount: count)
  }

  /// Places a whole struct as a field, its tail padding included.
  ///
  /// - Parameter name: the member's name, or `nil` where a macro pastes the fields themselves.
  public mutating func embed<S: CStruct>(_ name: String? = nil, as type: S.Type = S.self) -> S {
    let layout = S.layout(on: build, package: package)
    align(to: layout.alignment)
    let outer = (path: path, alignment: alignment, end: end)
    if let name { path += "\(name)." }
    let fields = S(&self)
    path = outer.path
    alignment = max(outer.alignment, layout.alignment)
    end = outer.end + layout.size
    return fields
  }

  /// `PyObject_HEAD`: in 3.x a member `ob_base`, in 2.7 the fields themselves.
  public mutating func head() -> PyObject { embed(build.version < .v3_0 ? nil : "ob_base") }

  /// `PyObject_VAR_HEAD`: in 3.x a member `ob_base`, in 2.7 the fields themselves.
  public mutating func varHead() -> PyVarObject { embed(build.version < .v3_0 ? nil : "ob_base") }

  /// Leaves bytes that are no field, none for a negative number: what a union's other member takes.
  public mutating func pad(_ size: Int) { end += size.inMemory }

  /// Starts the next field at a multiple of `alignment` bytes, and so the struct; for less than 1
  /// at any byte.
  public mutating func align(to alignment: Int) {
    let alignment = max(alignment.inMemory, 1)
    self.alignment = max(self.alignment, alignment)
    end = end.roundedUp(to: alignment)
  }

  private mutating func place(_ names: [String], _ type: ScalarType, _ purpose: Purpose?) {
    for name in names { _ = place(name, type, type.role, purpose) }
  }

  private mutating func place(
    _ name: String, _ type: ScalarType, _ role: FieldRole, _ purpose: Purpose?
  ) -> Offset {
    align(to: type.alignment)
    let offset = Offset(rawValue: end)
    rows.append(
      FieldRow(
        name, path: path + name, offset: offset, size: type.size, cType: type.cName, role: role,
        purpose: purpose))
    end += type.size
    return offset
  }
}

/// A ``CType`` on a build, as a value: what is done with it is compiled once, not for each type.
private struct ScalarType {
  var cName: String
  let role: FieldRole
  var size: Int
  let alignment: Int

  init<T: CType>(_ type: T.Type, on build: Build) {
    cName = T.cName
    role = T.role
    size = T.size(on: build)
    alignment = T.alignment(on: build)
  }
}
