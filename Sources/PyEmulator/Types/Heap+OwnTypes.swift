public import PyLayout

/// Types of one's own, as an extension module has them: a static `PyTypeObject`.
extension Heap {
  /// A type written in C, from the struct that its instances are.
  ///
  /// Its instances are made by calling it, with all fields 0 and `NULL`, and without items. Each
  /// ``/PyLayout/Ref`` of the struct counts what it refers to; the collector visits it where the type has
  /// ``/PyLayout/PyType/Flags/haveGC``, as a `tp_traverse` and a `tp_clear` would that leave none out. An
  /// ``/PyLayout/UnvisitedRef`` is counted alone. All else is `object`'s: the type compares and hashes by
  /// identity, and a class may have it as a base. It lives as long as the heap.
  ///
  /// - Parameters:
  ///   - layout: the struct with the type's name and flags. That name tells whoever reads the memory what
  ///     the object is: it is none of CPython's, unless the struct is too.
  ///   - members: `tp_members`, the fields that are attributes; `nil` for all that can be, which are
  ///     references and numbers.
  /// - Throws: ``PyError`` `SystemError` where CPython could have no such type: laid out for another
  ///   build, a class's, too small for its fields; `ValueError` for a member that is no such field.
  public func makeType(_ layout: PyType, members: [String]? = nil) throws(PyError) -> Class {
    if let reason = layout.fault(on: build) {
      throw PyError(.systemError, "type '\(layout.tp_name)' \(reason)")
    }
    let fields = layout.memberFields
    for name in members ?? [] where !fields.contains(where: { $0.name == name }) {
      throw PyError(
        .valueError, "'\(layout.tp_name)' has no field '\(name)' that is an object or a number")
    }
    let shown = fields.filter { members?.contains($0.name) ?? true }
    let type = TypeObject(
      layout, StructBehaviour(layout, members: shown), at: try statics.allocate(c.type.size),
      bases: [builtin.object])
    type.mro = [type] + builtin.object.mro
    if layout.tp_dictoffset != 0 {
      type.descriptors = [.init(name: "__dict__", offset: layout.tp_dictoffset, isSlot: false)]
    }
    try addType(type)
    // Ended by one whose name is NULL
    let place = try statics.allocate((shown.count + 1) * c.member.size)
    try writeMembers(shown, of: type.address, at: place)
    described[type.address] = layout
    return Class(type, in: self)
  }
}

extension PyType {
  /// Why no static type is so; `nil` when one can be.
  fileprivate func fault(on build: Build) -> String? {
    guard self.build == build else { return "is laid out for \(self.build), not for \(build)" }
    // type_ready_managed_dict, Objects/typeobject.c, has classes alone keep values
    guard
      flags.isDisjoint(with: [.heapType, .managedDict, .managedWeakref, .inlineValues])
    else { return "is a class's: a class statement makes it" }
    let head = PyObject.layout(on: build).size
    let ends = members.map { $0.offset.rawValue + $0.size }
    guard max(head, ends.max() ?? 0) <= tp_basicsize else { return "is too small for its fields" }
    for offset in [tp_dictoffset, tp_weaklistoffset] where offset != 0 {
      guard head...max(head, tp_basicsize - build.pointerSize) ~= offset else {
        return "has its dict or its weak references outside its struct"
      }
    }
    return nil
  }

  /// The fields that a `PyMemberDef` may describe: neither its dict nor its weak references.
  fileprivate var memberFields: [FieldRow] {
    members.filter { !isOwnPointer($0) && PyMemberDef.MemberType(of: $0) != nil }
  }

  /// Whether a field is the dict or the list of weak references, which every type treats alike.
  fileprivate func isOwnPointer(_ field: FieldRow) -> Bool {
    field.offset.rawValue == tp_dictoffset || field.offset.rawValue == tp_weaklistoffset
  }
}

/// A type of which its struct is known, and nothing else.
struct StructBehaviour: Behaviour {
  let kind = TypeObject.Kind.foreign
  let makesOwn = true
  /// `tp_members`
  private let members: [FieldRow]
  /// The references that `tp_traverse` visits, and those that it leaves out.
  private let visited, unvisited: [Offset]

  init(_ layout: PyType, members: [FieldRow]) {
    self.members = members
    let references = layout.members.filter { $0.role.isReference && !layout.isOwnPointer($0) }
    visited = references.filter { $0.role == .reference }.map(\.offset)
    unvisited = references.filter { $0.role == .unvisited }.map(\.offset)
  }

  func tp_traverse(
    _ object: Address, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> [Address] {
    var references: [Address] = []
    for offset in visited {
      let value = try heap.pointer(at: object + offset)
      if value != .null { references.append(value) }
    }
    return references
  }

  func tp_clear(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) {
    try clear(visited, of: object, heap)
    if !type.isHeapType { try heap.clearAttributes(of: object, type) }
  }

  func dropReferences(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) {
    try clear(visited + unvisited, of: object, heap)
  }

  /// `Py_CLEAR` of each.
  private func clear(_ offsets: [Offset], of object: Address, _ heap: Heap) throws(PyError) {
    for offset in offsets {
      let old = try heap.pointer(at: object + offset)
      try heap.setPointer(at: object + offset, to: .null)
      try heap.xdecref(old)
    }
  }

  /// `PyMember_GetOne`, Python/structmember.c
  func tp_getattro(
    _ object: Address, _ name: String, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> Address? {
    guard let field = members.first(where: { $0.name == name }),
      let kind = PyMemberDef.MemberType(of: field)
    else { return nil }
    guard kind.isObject else { return try heap.number(kind, at: object + field.offset) }
    let value = try heap.pointer(at: object + field.offset)
    if value == .null { throw heap.unset(name, type) }
    try heap.incref(value)
    return value
  }

  /// `PyMember_SetOne`, Python/structmember.c
  func tp_setattro(
    _ object: Address, _ name: String, _ value: Address?, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> Bool {
    guard let field = members.first(where: { $0.name == name }),
      let kind = PyMemberDef.MemberType(of: field)
    else { return false }
    let place = object + field.offset
    if kind.isObject {
      let old = try heap.pointer(at: place)
      if value == nil && old == .null { throw heap.unset(name, type, on: .delete) }
      try heap.xincref(value ?? .null)
      try heap.setPointer(at: place, to: value ?? .null)
      try heap.xdecref(old)
      return true
    }
    guard let value else { throw PyError(.typeError, "can't delete numeric/char attribute") }
    try heap.setNumber(kind, at: place, to: value)
    return true
  }
}

/// Numbers in C structs: Python/structmember.c
extension Heap {
  /// A new reference to the number at a place.
  fileprivate func number(
    _ kind: PyMemberDef.MemberType, at place: Address
  ) throws(PyError) -> Address {
    let size = kind.size(on: build)
    let bits = try load(size, at: place)
    if kind == .double { return try newFloat(Double(bitPattern: bits)) }
    if kind == .float { return try newFloat(Double(Float(bitPattern: UInt32(bits)))) }
    // 2.7: PyLong_FromUnsignedLong, PyLong_FromLongLong
    let isLong = build.version < .v3_0 && (kind.isUnsigned || kind == .longlong)
    if kind.isUnsigned { return try makeInt(PyInt(bits, isLong: isLong)) }
    let shift = UInt64(64 - 8 * size)
    return try makeInt(PyInt(Int64(bitPattern: bits << shift) >> Int64(shift), isLong: isLong))
  }

  /// Writes a number to a place; of one that is too large for it, only for no C long, the lowest bits, as
  /// CPython does with a warning.
  fileprivate func setNumber(
    _ kind: PyMemberDef.MemberType, at place: Address, to value: Address
  ) throws(PyError) {
    let type = try type(of: value)
    let size = kind.size(on: build)
    if kind == .float || kind == .double {
      let double = try double(of: value, type)
      let bits = kind == .double ? double.bitPattern : UInt64(Float(double).bitPattern)
      return try store(bits, size: size, at: place)
    }
    let (isNegative, digits) = try whole(of: value, type, kind)
    // PyLong_AsLong, PyLong_AsUnsignedLong, PyLong_AsSsize_t, PyLong_AsLongLong
    let isLongLong = kind == .longlong || kind == .ulonglong
    let width = UInt64(isLongLong ? 64 : 8 * pointerSize)
    if isNegative && kind == .ulonglong && type.kind == .int {
      throw PyError(.overflowError, "can't convert negative int to unsigned")
    }
    let signed = (1 << (width - 1)) - (isNegative ? 0 : 1) as UInt64
    let most = kind.asksUnsigned && !isNegative ? signed << 1 | 1 : signed
    var magnitude: UInt64 = 0
    for digit in digits.reversed() {
      let (high, low) = magnitude.multipliedFullWidth(by: 1 << UInt64(digitBits))
      magnitude = low | UInt64(digit)
      guard high == 0, magnitude <= most else {
        let target = kind == .pyssizet ? "ssize_t" : "long"
        throw PyError(
          .overflowError,
          isLongLong ? "int too big to convert" : "Python int too large to convert to C \(target)")
      }
    }
    try store(isNegative ? 0 &- magnitude : magnitude, size: size, at: place)
  }

  /// `PyFloat_AsDouble`, Objects/floatobject.c
  private func double(of value: Address, _ type: TypeObject) throws(PyError) -> Double {
    if type.kind == .float { return try get(c.float.fields.ob_fval, of: value) }
    guard type.isIndex else {
      throw PyError(
        .typeError,
        build.version < .v3_0 ? "a float is required" : "must be real number, not \(type.name)")
    }
    if let int = try type.behaviour.nb_index(value, self) { return Double(int) }
    guard case .whole(let isNegative, let digits)? = try type.behaviour.number(value, self),
      let double = Double((isNegative ? "-" : "") + decimal(digits)), double.isFinite
    else {
      throw PyError(.overflowError, "int too large to convert to float")
    }
    return double
  }

  /// The whole number that a value stands for: `_PyNumber_Index`, Objects/abstract.c; up to 3.9 what
  /// `__int__` makes of a float as well, `_PyLong_FromNbInt`, Objects/longobject.c
  private func whole(
    of value: Address, _ type: TypeObject, _ kind: PyMemberDef.MemberType
  ) throws(PyError) -> (isNegative: Bool, digits: [UInt32]) {
    if type.isIndex,
      case .whole(let isNegative, let digits)? = try type.behaviour.number(value, self)
    {
      return (isNegative, digits)
    }
    // bpo-37999, 3.10; PyLong_AsSsize_t never asked for __int__
    if type.kind == .float, build.version < .v3_10, kind != .pyssizet {
      let double = try get(c.float.fields.ob_fval, of: value)
      guard case .whole(let isNegative, let digits) = number(double.rounded(.towardZero)) else {
        throw PyError(
          double.isNaN ? .valueError : .overflowError,
          "cannot convert float \(double.isNaN ? "NaN" : "infinity") to integer")
      }
      return (isNegative, digits)
    }
    let text =
      build.version >= .v3_10
      ? "'\(type.name)' object cannot be interpreted as an integer"
      : "an integer is required" + (build.version < .v3_0 ? "" : " (got type \(type.name))")
    throw PyError(.typeError, text)
  }
}

extension PyMemberDef.MemberType {
  fileprivate var isUnsigned: Bool {
    switch self {
    case .ubyte, .ushort, .uint, .ulong, .ulonglong: true
    default: false
    }
  }

  /// Whether `PyMember_SetOne` asks for an unsigned number first: it reads smaller ones from a C long.
  fileprivate var asksUnsigned: Bool { isUnsigned && self != .ubyte && self != .ushort }
}
