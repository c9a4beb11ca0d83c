internal import PyLayout

extension Inspector {
  /// What a `numpy.str_` has made for those who asked for its bytes: `scalar_value` and
  /// `unicode_getbuffer`, NumPy's multiarray/scalartypes.c.src
  func numPyStringBlocks(
    _ object: Address, _ type: TypeFacts, _ open: inout OpenBlock
  ) throws(Reason) -> [Block] {
    guard !is2, let own = try numPyType(type.address) else { return [] }
    let size = try basicsize(own.address)
    guard let layout = layouts.numPy.strings.first(where: { $0.size == size }) else { return [] }
    try claim(Array(layout.rows.dropFirst(layouts.rows(of: .str)?.count ?? 0)), 0, &open)
    var result: [Block] = []
    func tell<Target>(
      _ field: Field<Pointer<Target>>, _ size: Int, _ meaning: String?
    ) throws(Reason) {
      let address = try pointer(object, field.offset.rawValue)
      if address == .null { return }
      var copy = try read(field.name, address, size)
      copy.claim(field.name, 0, size, .value, meaning)
      result.append(copy.closed())
    }
    let length = try count(object, at.str.length, "length")
    // PyUnicode_AsUCS4Copy, Objects/unicodeobject.c
    try tell(layout.obval, (length + 1) * 4, "\(length) characters of 4 bytes, and an end")
    if let format = layout.buffer_fmt { try tell(format, PyUnicodeScalarObject.formatSize, nil) }
    return result
  }

  /// What a dtype says of subarrays, and of dates and times, beside its struct.
  func dtypeBlocks(_ object: Address, _ type: TypeFacts) throws(Reason) -> [Block] {
    guard let layout = try dtypeLayout(type.address) else { return [] }
    let known = layouts.numPy
    var result: [Block] = []
    func tell(
      _ part: String, _ field: Field<Pointer<CVoid>>?, _ rows: [FieldRow], _ size: Int
    ) throws(Reason) {
      guard let field else { return }
      let address = try pointer(object, field.offset.rawValue)
      if address == .null { return }
      var open = try read(part, address, size)
      try claim(rows, 0, &open)
      result.append(open.closed())
    }
    try tell("subarray", layout.subarray, known.subarray, known.subarraySize)
    // NPY_DATETIME and NPY_TIMEDELTA, ndarraytypes.h: nobody else of NumPy's has one
    if let number = try typeNumber(ofDType: object), [21, 22].contains(number) {
      try tell("c_metadata", layout.c_metadata, known.unit, known.unitSize)
    }
    return result
  }

  /// A dtype's `kind`, `type` and `byteorder`, which are characters.
  func explainLetters(_ open: inout OpenBlock) {
    guard let layout = layouts.numPy.descrs.first else { return }
    // At the same places in all versions
    for field in [layout.kind, layout.type, layout.byteorder] {
      let letter = Unicode.Scalar(UInt8(truncatingIfNeeded: open.bits(field.offset.rawValue, 1)))
      open.explain(field.offset.rawValue, "'\(Character(letter))'")
    }
  }

  /// `_buffer_info_t`s, each with its format, that an array or a row keeps.
  func bufferInfoBlocks(
    _ object: Address, _ field: Field<Pointer<CVoid>>?
  ) throws(Reason) -> [Block] {
    guard let field else { return [] }
    let layout = layouts.numPy.bufferInfo
    var info = try pointer(object, field.offset.rawValue)
    guard info != .null else { return [] }
    info = place(info, -_buffer_info_t.tag)
    var result: [Block] = []
    // One for each way in which it was asked
    while info != .null && result.count < 64 {
      let nd = Int(try bits(info, layout.ndim.offset.rawValue, 4))
      guard nd <= 64 else { throw .implausible("ndim", nd) }
      var open = try read("buffer info", info, layout.size + 2 * nd * at.pointer)
      try claim(layout.rows, 0, &open)
      for index in 0..<2 * nd {
        open.claim(
          index < nd ? "shape[\(index)]" : "strides[\(index - nd)]",
          layout.size + index * at.pointer, at.pointer, .value, nil, Py_ssize_t.cName,
          purpose: .bookkeeping)
      }
      result.append(open.closed())
      let format = try pointer(info, layout.format.offset.rawValue)
      if format != .null {
        let text = try string(at: format, limit: 1 << 16)
        var block = try read("format", format, _buffer_info_t.formatSize(text.utf8.count))
        block.claim("format", 0, text.utf8.count + 1, .value, "'\(text.prefix(60))'")
        result.append(block.closed { _ in .spare })
      }
      info = try pointer(info, layout.next.offset.rawValue)
    }
    return result
  }

  /// The iterators that a `broadcast` holds, each for an array.
  func claimIterators(
    _ object: Address, _ type: TypeFacts, _ open: inout OpenBlock
  ) throws(Reason) {
    guard try numPyType(type.address)?.tp_name == "numpy.broadcast" else { return }
    let layout = PyArrayMultiIterObject.layout(on: build)
    let used = Int(try bits(object, layout.numiter.offset.rawValue, 4))
    let first = layout.iters.offset.rawValue
    guard open.end > first else { return }
    open.retell { $0 == layout.iters.name }
    try claimItems("iters", first, (open.end - first) / at.pointer, used: used, &open)
  }
}
