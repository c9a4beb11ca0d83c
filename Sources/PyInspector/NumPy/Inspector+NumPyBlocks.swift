internal import PyLayout

extension Inspector {
  /// What an object of NumPy's owns beside its struct.
  func numPyBlocks(
    _ object: Address, _ type: TypeFacts, _ open: inout OpenBlock
  ) throws(Reason) -> [Block] {
    switch type.kind {
    case .ndarray: return try ndarrayBlocks(object, type)
    case .void: return try voidBlocks(object, type)
    case .dtype:
      explainLetters(&open)
      return try dtypeBlocks(object, type)
    case .numPyTool: try claimIterators(object, type, &open)
    default: break
    }
    return []
  }

  /// The data, the dimensions, and what is kept for those who asked for the buffer; data that
  /// belongs to another object is left out.
  private func ndarrayBlocks(_ object: Address, _ type: TypeFacts) throws(Reason) -> [Block] {
    guard let own = try numPyType(type.address) else { return [] }
    let size = try basicsize(own.address)
    guard let layout = layouts.numPy.arrays.first(where: { $0.size == size }) else { return [] }
    var result: [Block] = []
    let data = try pointer(object, layout.data.offset.rawValue)
    if data != .null, try ownsData(object, flags: layout.flags.offset) {
      let descr = try pointer(object, layout.descr.offset.rawValue)
      result.append(try dataBlock(data, try dataSize(ofArray: object), of: descr))
    }
    let dimensions = try pointer(object, layout.dimensions.offset.rawValue)
    let nd = try dimensionCount(object)
    if dimensions != .null && nd > 0 {
      let size = PyArrayObject_fields.dimensionsRequest(nd, on: build)
      var numbers = try read("dimensions", dimensions, size)
      for (row, name) in ["dimensions", "strides"].enumerated() {
        for index in 0..<nd {
          numbers.claim(
            "\(name)[\(index)]", (row * nd + index) * at.pointer, at.pointer, .value, nil,
            npy_intp.cName, purpose: .bookkeeping)
        }
      }
      result.append(numbers.closed())
    }
    return try result + bufferInfoBlocks(object, layout._buffer_info)
  }

  /// Items that are an array's own.
  private func dataBlock(
    _ data: Address, _ size: Int, of descr: Address
  ) throws(Reason) -> Block {
    if size == 0 {
      // It may be an item
      var open = try read("data", data, PyArrayObject_fields.dataRequest(size))
      open.isAtLeast = true
      open.claim("spare", 0, 1, .unused)
      return open.closed()
    }
    var open = try read("data", data, size)
    // NPY_OBJECT, ndarraytypes.h
    if try typeNumber(ofDType: descr) == 17 {
      try claimItems("items", 0, size / at.pointer, &open)
    } else {
      let layout = try dtypeLayout(typeAddress(of: descr))
      var isStructured = layout == nil
      if let field = layout?.names {
        isStructured = try pointer(descr, field.offset.rawValue) != .null
      }
      open.claim(isStructured ? "rows" : "items", 0, size, .value)
    }
    return open.closed()
  }

  /// A row that is no array's: `voidtype_dealloc`, NumPy's multiarray/scalartypes.c.src
  private func voidBlocks(_ object: Address, _ type: TypeFacts) throws(Reason) -> [Block] {
    guard let own = try numPyType(type.address) else { return [] }
    let size = try basicsize(own.address)
    guard let layout = layouts.numPy.voids.first(where: { $0.size == size }) else { return [] }
    var result: [Block] = []
    let data = try pointer(object, layout.obval.offset.rawValue)
    if data != .null, try ownsData(object, flags: layout.flags.offset) {
      let size = try count(object, at.ob_size, "ob_size")
      var open = try read("data", data, PyArrayObject_fields.dataRequest(size))
      open.claim("row", 0, size, .value)
      result.append(open.closed { _ in .spare })
    }
    return try result + bufferInfoBlocks(object, layout._buffer_info)
  }
}
