public import PyLayout

extension Inspector {
  /// The type of NumPy's own that instances start with the struct of: the first in the chain; `nil`
  /// where there is none.
  func numPyType(_ type: Address) throws(Reason) -> (address: Address, tp_name: String)? {
    for base in try bases(type) where try isBuiltin(word(base, at.type.tp_flags)) {
      let name = try typeName(base)
      if name.hasPrefix("numpy.") { return (base, name) }
    }
    return nil
  }

  /// The fields that an object of NumPy's starts with; `nil` where its version is not known.
  func numPyRows(_ type: TypeFacts) throws(Reason) -> [FieldRow]? {
    guard let own = try numPyType(type.address) else { return nil }
    let size = try basicsize(own.address)
    let layouts = layouts.numPy
    switch type.kind {
    case .ndarray: return layouts.arrays.first { $0.size == size }?.rows
    case .void: return layouts.voids.first { $0.size == size }?.rows
    case .str: return layouts.strings.first { $0.size == size }?.rows
    case .scalar:
      let scalar = layouts.scalar(own.tp_name)
      return scalar?.size == size ? scalar?.rows : nil
    case .dtype:
      if own.tp_name.hasSuffix(".StringDType") && size == layouts.stringDTypeSize {
        return layouts.stringDType
      }
      if let layout = try dtypeLayout(type.address) { return layout.rows }
      return try isDTypeOf2(type.address) ? layouts.descrs.first?.rows : nil
    case .numPyTool: return layouts.rows(ofTool: own.tp_name, size: size)
    default: return nil
    }
  }

  /// Whether a dtype is one of NumPy 2, by the size of `numpy.dtype`, from which all derive.
  private func isDTypeOf2(_ type: Address) throws(Reason) -> Bool {
    try descrLayout(type)?.elsize2 != nil
  }

  /// What a dtype starts with; `nil` for what is no dtype, as in an emulated array.
  private func descrLayout(_ type: Address) throws(Reason) -> StructLayout<PyArray_Descr>? {
    for base in try bases(type) where try typeName(base) == "numpy.dtype" {
      let size = try basicsize(base)
      return layouts.numPy.descrs.first { $0.size == size }
    }
    return nil
  }

  /// The struct of a dtype of the kinds that NumPy 1 knows; `nil` for others.
  func dtypeLayout(
    _ type: Address
  ) throws(Reason) -> StructLayout<_PyArray_LegacyDescr>? {
    guard let own = try numPyType(type) else { return nil }
    let size = try basicsize(own.address)
    return layouts.numPy.dtypes.first { $0.size == size }
  }

  /// Bytes of an item, as its dtype says; `nil` where it is none.
  func itemsize(ofDType descr: Address) throws(Reason) -> Int? {
    guard let layout = try descrLayout(typeAddress(of: descr)) else { return nil }
    if let elsize = layout.elsize2 { return try count(descr, elsize.offset.rawValue, "elsize") }
    guard let elsize = layout.elsize else { return nil }
    return Int(try bits(descr, elsize.offset.rawValue, 4))
  }

  /// What an item of a dtype is; `nil` where it is none.
  func item(ofDType descr: Address) throws(Reason) -> NumPyItem? {
    guard let layout = try descrLayout(typeAddress(of: descr)),
      let size = try itemsize(ofDType: descr)
    else { return nil }
    func letter(_ field: Field<Int8>) throws(Reason) -> Character {
      Character(
        Unicode.Scalar(UInt8(truncatingIfNeeded: try bits(descr, field.offset.rawValue, 1))))
    }
    return NumPyItem(
      kind: try letter(layout.kind), byteorder: try letter(layout.byteorder), size: size)
  }

  /// `type_num` of a dtype.
  func typeNumber(ofDType descr: Address) throws(Reason) -> UInt64? {
    guard let layout = try descrLayout(typeAddress(of: descr)) else { return nil }
    return try bits(descr, layout.type_num.offset.rawValue, 4)
  }

  /// Bytes of an array's items: `PyArray_NBYTES`, NumPy's ndarraytypes.h
  func dataSize(ofArray object: Address) throws(Reason) -> Int {
    guard let layout = layouts.numPy.arrays.first else { return 0 }
    let nd = try dimensionCount(object)
    let dimensions = try pointer(object, layout.dimensions.offset.rawValue)
    let descr = try pointer(object, layout.descr.offset.rawValue)
    // In an emulated array the rows are side by side
    let innermost = max(0, nd - 1) * at.pointer
    var size =
      if let itemsize = try itemsize(ofDType: descr) { itemsize } else {
        nd == 0 ? 0 : try count(dimensions, nd * at.pointer + innermost, "strides")
      }
    for index in 0..<nd {
      let length = try count(dimensions, index * at.pointer, "dimensions[\(index)]")
      let (product, overflow) = size.multipliedReportingOverflow(by: length)
      guard !overflow && product <= Self.maximumCount else {
        throw .implausible("bytes of data", length)
      }
      size = product
    }
    return size
  }

  /// `nd`
  func dimensionCount(_ object: Address) throws(Reason) -> Int {
    guard let layout = layouts.numPy.arrays.first else { return 0 }
    let nd = Int(try bits(object, layout.nd.offset.rawValue, 4))
    // NPY_MAXDIMS, 32 up to NumPy 1
    guard nd <= 64 else { throw .implausible("nd", nd) }
    return nd
  }

  /// Whether an array's data is its own: `NPY_ARRAY_OWNDATA`, ndarraytypes.h
  func ownsData(_ object: Address, flags: Offset) throws(Reason) -> Bool {
    try bits(object, flags.rawValue, 4) & 4 != 0
  }

  /// `array_sizeof`, NumPy's multiarray/methods.c
  @usableFromInline func ndarraySize(_ object: Address, _ type: Address) throws(Reason) -> Int {
    let layouts = layouts.numPy.arrays
    guard let layout = layouts.first, let own = try numPyType(type) else { return 0 }
    let size = try basicsize(own.address)
    guard layouts.contains(where: { $0.size == size }) else { throw .unknownRule("numpy.ndarray") }
    // NPY_SIZEOF_PYARRAYOBJECT, up to 1.19 what an array has, whatever its class adds
    let head = layouts.last?.size == size ? size : try basicsize(type)
    let isOwn = try ownsData(object, flags: layout.flags.offset)
    return try head + dimensionCount(object) * 2 * at.pointer
      + (isOwn ? dataSize(ofArray: object) : 0)
  }

  /// `gentype_sizeof`, NumPy's multiarray/scalartypes.c.src
  @usableFromInline func scalarSize(_ object: Address, _ type: Address) throws(Reason) -> Int {
    let itemsize = try ssize(type, at.type.tp_itemsize)
    let items = itemsize == 0 ? 0 : try count(object, at.ob_size, "ob_size") * itemsize
    return try basicsize(type) + items + scalarItemsize(object, type)
  }

  /// `PyArray_DescrFromScalar` and `_descr_from_subtype`, NumPy's multiarray/scalarapi.c
  private func scalarItemsize(_ object: Address, _ type: Address) throws(Reason) -> Int {
    var type = type
    var loop = Loop()
    while !loop.meets(type) {
      let name = try typeName(type)
      if try isBuiltin(word(type, at.type.tp_flags)), name.hasPrefix("numpy.") {
        if let scalar = layouts.numPy.scalar(name) { return scalar.itemsize }
        switch name {
        case "numpy.bytes_", "numpy.string_": return try count(object, at.ob_size, "ob_size")
        case "numpy.void":
          guard let layout = layouts.numPy.voids.first else { break }
          let descr = try pointer(object, layout.descr.offset.rawValue)
          if let itemsize = try itemsize(ofDType: descr) { return itemsize }
          return try count(object, at.ob_size, "ob_size")
        default: break
        }
        throw .unknownRule(name)
      }
      // A class's second type in its tp_mro is asked next; for object itself NumPy takes a
      // pointer's size
      let mro = try addresses(inTuple: pointer(type, layouts.type.tp_mro.offset.rawValue))
      guard mro.count > 1 else { return at.pointer }
      type = mro[1]
    }
    throw .unknownRule("numpy.generic")
  }
}
