internal import Synchronization

/// A C struct of CPython's or a package's, described by its fields in C order.
public protocol CStruct: CNamed, Sendable {
  /// Places the fields, in C order.
  init(_ c: inout CLayout)
}

extension CStruct {
  /// The Swift type's name is the C name unless it says otherwise.
  public static var cName: String { "\(Self.self)" }

  /// The struct as the C compiler lays it out on `build`: made once in a process.
  ///
  /// - Parameter package: the version of the package the struct is from, where it has one.
  public static func layout(on build: Build, package: Version? = nil) -> StructLayout<Self> {
    let key = LayoutKey(type: ObjectIdentifier(Self.self), build: build, package: package)
    if let made = layouts.withLock({ $0[key] }) as? StructLayout<Self> { return made }
    var c = CLayout(build, package: package)
    let fields = Self(&c)
    let layout = StructLayout(build: build, fields: fields, c)
    layouts.withLock { $0[key] = layout }
    return layout
  }
}

private struct LayoutKey: Hashable {
  let type: ObjectIdentifier
  let build: Build
  let package: Version?
}

/// The layouts that were asked for.
private let layouts = Mutex<[LayoutKey: any Sendable]>([:])

/// A struct laid out for one build: its fields at their offsets, and its size.
///
/// That `S` is a ``CStruct`` is asked where a layout is made, not here: the runtime would look it up
/// among all conformances for each struct, when a process first meets it.
@dynamicMemberLookup
public struct StructLayout<S: Sendable>: Sendable {
  /// The build it is laid out for.
  public let build: Build
  /// The struct's fields.
  public let fields: S
  /// `sizeof` the struct in bytes, tail padding included.
  public let size: Int
  /// `_Alignof` the struct in bytes.
  public let alignment: Int
  /// Every scalar and array field, embedded structs' included, in memory order.
  public let rows: [FieldRow]

  init(build: Build, fields: S, _ c: CLayout) {
    self.build = build
    self.fields = fields
    size = c.size
    alignment = c.alignment
    rows = c.rows
  }

  /// A field of the struct, by its C name.
  public subscript<Member>(dynamicMember member: KeyPath<S, Member>) -> Member {
    fields[keyPath: member]
  }
}
