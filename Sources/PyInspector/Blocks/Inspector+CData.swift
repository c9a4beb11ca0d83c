internal import PyLayout

extension Inspector {
  /// The C data of a ctypes object: inside it where it is small, else in a block of its own, which
  /// may be another object's. `PyCData_MallocBuffer`, Modules/_ctypes/_ctypes.c
  func cdataBlocks(_ object: Address, _ open: inout OpenBlock) throws(Reason) -> [Block] {
    let layout = layouts.cdata
    let size = try count(object, layout.b_size.offset.rawValue, "b_size")
    let data = try pointer(object, layout.b_ptr.offset.rawValue)
    let value = layout.b_value
    // The union's own row does not say how much of it is used
    open.retell { $0 == layout.rows.last?.name }
    if data == place(object, value.offset.rawValue) {
      open.claim("b_value", value.offset.rawValue, min(size, value.size), .value)
    }
    // Where the data is elsewhere, none of the union is used
    let used = data == place(object, value.offset.rawValue) ? min(size, value.size) : 0
    open.claim("b_value, spare", value.offset.rawValue + used, value.size - used, .unused)
    let isOwn = try bits(object, layout.b_needsfree.offset.rawValue, 4) != 0
    guard isOwn, data != .null, data != place(object, value.offset.rawValue) else { return [] }
    var buffer = try read("data", data, size)
    buffer.claim("data", 0, size, .value)
    return [buffer.closed()]
  }
}
