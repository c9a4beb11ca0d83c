internal import PyLayout

extension Inspector {
  /// The struct that arrays start with: its size tells NumPy's version, as far as it matters.
  func arrayRows(_ type: TypeFacts) -> [FieldRow]? {
    layouts.arrays.first { $0.size == type.tp_basicsize }?.rows
  }

  /// The struct that a row taken out of an array starts with.
  func scalarRows(_ type: TypeFacts) -> [FieldRow]? {
    layouts.scalars.first { $0.size == type.tp_basicsize }?.rows
  }

  /// The data and the dimensions of a NumPy array; data that are another's, or not in one piece,
  /// are not told.
  func ndarrayBlocks(_ object: Address) throws(Reason) -> [Block] {
    guard let layout = layouts.arrays.first else { return [] }
    let dimensions = try pointer(object, layout.dimensions.offset.rawValue)
    let nd = Int(try bits(object, layout.nd.offset.rawValue, 4))
    guard nd <= 64 else { throw .implausible("nd", nd) }
    guard dimensions != .null, nd > 0 else { return [] }
    // npy_alloc_cache_dim: lengths and strides together
    var numbers = try read("dimensions", dimensions, max(2 * nd, 2) * at.pointer)
    for index in 0..<nd {
      numbers.claim("dimensions[\(index)]", index * at.pointer, at.pointer, .value)
      numbers.claim("strides[\(index)]", (nd + index) * at.pointer, at.pointer, .value)
    }
    let flags = try bits(object, layout.flags.offset.rawValue, 4)
    let data = try pointer(object, layout.data.offset.rawValue)
    // NPY_ARRAY_C_CONTIGUOUS and NPY_ARRAY_OWNDATA, ndarraytypes.h
    guard flags & 5 == 5, data != .null else { return [numbers.closed()] }
    let (size, overflow) = try count(dimensions, 0, "dimensions[0]")
      .multipliedReportingOverflow(by: count(dimensions, nd * at.pointer, "strides[0]"))
    guard !overflow && size >= 0 else { throw .implausible("bytes of data", size) }
    if size == 0 { return [numbers.closed()] }
    var open = try read("data", data, size)
    open.claim("rows", 0, size, .value)
    return [open.closed(), numbers.closed()]
  }
}
