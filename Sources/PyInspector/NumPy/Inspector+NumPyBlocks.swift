package import PyLayout

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
    guard let layout = try arrayLayout(type) else { return [] }
    let data = try arrayData(object, layout).map { data throws(Reason) in
      try dataBlock(data)
    }
    return try (data.map { [$0] } ?? []) + arrayBlocksBesideData(object, layout)
  }

  /// The struct of a type of arrays; `nil` where its version is not known.
  func arrayLayout(
    _ type: TypeFacts
  ) throws(Reason) -> StructLayout<PyArrayObject_fields>? {
    guard let own = try numPyType(type.address) else { return nil }
    let size = try basicsize(own.address)
    return layouts.numPy.arrays.first { $0.size == size }
  }

  /// The items that an array owns.
  private func arrayData(
    _ object: Address, _ layout: StructLayout<PyArrayObject_fields>
  ) throws(Reason) -> ArrayData? {
    let data = try pointer(object, layout.data.offset.rawValue)
    guard data != .null, try ownsData(object, flags: layout.flags.offset) else { return nil }
    let descr = try pointer(object, layout.descr.offset.rawValue)
    // NPY_OBJECT, ndarraytypes.h
    return ArrayData(
      address: data, size: try dataSize(ofArray: object), dtype: descr,
      isOfObjects: try typeNumber(ofDType: descr) == 17)
  }

  /// The struct of a type of arrays; `nil` where its version is not known, or it is none.
  package func arrayLayout(of type: TypeFacts) -> StructLayout<PyArrayObject_fields>? {
    try? arrayLayout(type)
  }

  /// The items that an array owns, and where its other blocks are: nothing in the items is read.
  ///
  /// - Throws: ``InspectionError`` when no array stands there.
  func arrayPlaces(
    of object: Address, _ layout: StructLayout<PyArrayObject_fields>
  ) throws(InspectionError) -> (data: ArrayData?, others: [Address]) {
    do throws(Reason) {
      let dimensions = try pointer(object, layout.dimensions.offset.rawValue)
      let count = try dimensionCount(object)
      let hasDimensions = dimensions != .null && count > 0
      let infos = try bufferInfoBlocks(object, layout._buffer_info).map(\.address)
      return (try arrayData(object, layout), (hasDimensions ? [dimensions] : []) + infos)
    } catch {
      throw InspectionError(.object, of: object, on: build, error)
    }
  }

  private func arrayBlocksBesideData(
    _ object: Address, _ layout: StructLayout<PyArrayObject_fields>
  ) throws(Reason) -> [Block] {
    var result: [Block] = []
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
  private func dataBlock(_ array: ArrayData) throws(Reason) -> Block {
    let (data, size, descr) = (array.address, array.size, array.dtype)
    if size == 0 {
      // It may be an item
      var open = try read("data", data, PyArrayObject_fields.dataRequest(size))
      open.isAtLeast = true
      open.claim("spare", 0, 1, .unused)
      return open.closed()
    }
    var open = try array.isOfObjects ? read("data", data, size) : readPlain("data", data, size)
    if array.isOfObjects {
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

/// The items of a NumPy array's that are in a block of its own.
package struct ArrayData {
  /// Where they are.
  package let address: Address
  /// Bytes of them.
  package let size: Int
  /// Their dtype.
  package let dtype: Address
  /// Whether they are references to objects.
  package let isOfObjects: Bool
}

extension Inspector {
  /// What a dtype says of an item; `nil` where no dtype stands there.
  package func row(ofDType dtype: Address) -> ArrayRow? {
    do throws(Reason) {
      guard let size = try itemsize(ofDType: dtype) else { return nil }
      var row = ArrayRow(isObject: try typeNumber(ofDType: dtype) == 17, size: size)
      guard let layout = try dtypeLayout(typeAddress(of: dtype)) else { return row }
      if let field = layout.fields.fields {
        row.fields = try pointer(dtype, field.offset.rawValue)
      }
      let subarray =
        if let field = layout.subarray { try pointer(dtype, field.offset.rawValue) } else {
          Address.null
        }
      if subarray != .null {
        let base = PyArray_ArrayDescr.layout(on: build).base.offset.rawValue
        row.base = try pointer(subarray, base)
      }
      return row
    } catch {
      return nil
    }
  }
}

/// What a NumPy dtype says of an item.
package struct ArrayRow {
  /// Whether it is a reference.
  package let isObject: Bool
  /// Bytes of it.
  package let size: Int
  /// The dict of its fields; `NULL` where it has none.
  package fileprivate(set) var fields = Address.null
  /// The dtype of which it is an array; `NULL` where it is none.
  package fileprivate(set) var base = Address.null
}
