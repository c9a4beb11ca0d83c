import PyLayout

/// `ctypes.Structure`: Modules/_ctypes/_ctypes.c
extension Heap {
  /// `class name(ctypes.Structure)` whose `_fields_` are C ints: a real C struct behind an object.
  ///
  /// - Throws: ``PyError`` for a name that is no identifier.
  public func makeCtypesClass(_ name: String, ints: [String]) throws(PyError) -> Class {
    let type = try makeType(name, bases: [builtin.cdata], slots: nil)
    for (index, field) in ints.enumerated() { type.cFields[field] = index * 4 }
    return Class(type, in: self)
  }

  /// `i_set`, Modules/_ctypes/cfield.c: of an int that is too large, the low bits.
  func setCField(at place: Address, to value: Address?) throws(PyError) {
    guard let value else { throw PyError(.typeError, "can't delete attribute") }
    let type = try type(of: value)
    guard type.isIndex,
      case .whole(let isNegative, let digits) = try type.behaviour.number(value, self)
    else { throw PyError(.typeError, "int expected instead of \(type.name) instance") }
    let magnitude = digits.reversed().reduce(UInt64(0)) {
      $0 << UInt64(digitBits) | UInt64($1)
    }
    try store((isNegative ? 0 &- magnitude : magnitude) & 0xffff_ffff, size: 4, at: place)
  }
}

/// `ctypes.Structure`: `PyCStructType`, Modules/_ctypes/_ctypes.c
struct CDataBehaviour: Behaviour {
  let kind = TypeObject.Kind.cdata

  /// `GenericPyCData_new`, `PyCData_MallocBuffer`: small data is kept inside the object.
  func tp_new(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) {
    let fields = heap.c.cdata.fields
    let count = type.mro.reduce(0) { $0 + $1.cFields.count }
    let size = count * 4
    let isInside = size <= fields.b_value.size
    let data = isInside ? object + fields.b_value.offset : try heap.allocate(size, .mem)
    try heap.fill(0, at: data, count: size)
    try heap.set(fields.b_ptr, of: object, to: Pointer(data))
    try heap.set(fields.b_needsfree, of: object, to: 1)
    try heap.set(fields.b_size, of: object, to: size)
    try heap.set(fields.b_length, of: object, to: count)
  }

  func freeBlocks(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) {
    let fields = heap.c.cdata.fields
    let data = try heap.get(fields.b_ptr, of: object)
    if data.address != object + fields.b_value.offset { try heap.free(data, .mem) }
  }

  func tp_getattro(
    _ object: Address, _ name: String, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> Address? {
    guard let place = try place(of: name, in: object, type, heap) else { return nil }
    return try heap.cInt(at: place)
  }

  func tp_setattro(
    _ object: Address, _ name: String, _ value: Address?, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> Bool {
    guard let place = try place(of: name, in: object, type, heap) else { return false }
    try heap.setCField(at: place, to: value)
    return true
  }

  func bf_getbuffer(_ object: Address, _ heap: Heap) throws(PyError) -> [UInt8]? {
    let fields = heap.c.cdata.fields
    return try heap.bytes(
      at: try heap.get(fields.b_ptr, of: object).address,
      count: try heap.get(fields.b_size, of: object))
  }

  /// Where a field of the C struct is; `nil` for another name.
  private func place(
    of name: String, in object: Address, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> Address? {
    for ancestor in type.mro {
      if let offset = ancestor.cFields[name] {
        return try heap.get(heap.c.cdata.fields.b_ptr, of: object) + offset
      }
    }
    return nil
  }
}
