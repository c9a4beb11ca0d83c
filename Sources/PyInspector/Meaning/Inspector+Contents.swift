package import PyLayout

/// What stands in a container: the first of its items, in the order in which Python has them.
package struct Contents {
  /// An item.
  package enum Item {
    /// A reference to an object.
    case object(Address)
    /// A number, as Python writes it.
    case number(String)
  }

  /// The first items.
  package let items: [Item]
  /// How many there are.
  package let count: Int
}

/// The items of a NumPy array, and what they are.
package struct ArrayContents {
  /// The items; `nil` where they are no numbers and no objects.
  package let contents: Contents?
  /// The dtype's name: `float64`, `>i4`, `U8`.
  package let dtype: String
  /// The length of each dimension.
  package let shape: [Int]
}

extension Inspector {
  /// The first bytes of a `bytearray`, quoted; `nil` where they cannot be read.
  package func bytearrayText(_ object: Address) -> String? {
    let layout = layouts.bytearray
    let text = try? quoted(
      at: pointer(object, (layout.ob_start ?? layout.ob_bytes).offset.rawValue),
      count: count(object, at.ob_size, "ob_size"))
    return text.map { "b\($0)" }
  }

  /// The first keys of an `OrderedDict` that is written in C, in their order; `nil` where they cannot be read.
  package func orderedKeys(_ object: Address, limit: Int) -> Contents? {
    try? odictKeys(object, limit)
  }

  private func odictKeys(_ object: Address, _ limit: Int) throws(Reason) -> Contents {
    let (odict, node) = (layouts.odict, layouts.odictNode)
    let count = try count(object, odict.od_dict.ma_used.offset.rawValue, "ma_used")
    var next = try pointer(object, odict.od_first.offset.rawValue)
    var items: [Contents.Item] = []
    while items.count < min(count, limit), next != .null {
      items.append(.object(try pointer(next, node.key.offset.rawValue)))
      next = try pointer(next, node.next.offset.rawValue)
    }
    return Contents(items: items, count: count)
  }

  /// The first items of a `deque`, and how many it may have; `nil` where they cannot be read.
  package func dequeContents(
    _ object: Address, limit: Int
  ) -> (contents: Contents, maxlen: Int?)? {
    guard let contents = try? dequeItems(object, limit),
      let maxlen = try? ssize(object, layouts.deque.maxlen.offset.rawValue)
    else { return nil }
    return (contents, maxlen < 0 ? nil : maxlen)
  }

  private func dequeItems(_ object: Address, _ limit: Int) throws(Reason) -> Contents {
    let (deque, row) = (layouts.deque, layouts.dequeBlock)
    let count = try count(object, at.containers.dequeLength, "len")
    var block = try pointer(object, deque.leftblock.offset.rawValue)
    var index = try self.count(object, at.containers.leftindex, "leftindex")
    var items: [Contents.Item] = []
    while items.count < min(count, limit) {
      if index >= row.data.declaredCount {
        block = try pointer(block, row.rightlink.offset.rawValue)
        index = 0
      }
      items.append(
        .object(try pointer(block, row.data.offset.rawValue + index * at.pointer)))
      index += 1
    }
    return Contents(items: items, count: count)
  }

  /// The typecode of an `array.array`, and its first items; `nil` where they cannot be read.
  package func arrayContents(
    _ object: Address, limit: Int
  ) -> (typecode: Character, contents: Contents)? {
    try? arrayItems(object, limit)
  }

  private func arrayItems(
    _ object: Address, _ limit: Int
  ) throws(Reason) -> (typecode: Character, contents: Contents) {
    let descr = try pointer(object, at.ob_descr)
    let size = Int(try bits(descr, at.itemsize, 4))
    guard size > 0 && size <= 64 else { throw .implausible("itemsize", size) }
    // A char, at the start
    let typecode = Character(Unicode.Scalar(UInt8(truncatingIfNeeded: try bits(descr, 0, 1))))
    let count = try count(object, at.ob_size, "ob_size")
    let start = try pointer(object, layouts.array.ob_item.offset.rawValue)
    var items: [Contents.Item] = []
    for index in 0..<min(count, limit) {
      let bits = try bits(start, index * size, size)
      items.append(.number(number(bits, size: size, typecode)))
    }
    return (typecode, Contents(items: items, count: count))
  }

  /// An item by its typecode, `struct arraydescr`, Modules/arraymodule.c
  private func number(_ bits: UInt64, size: Int, _ typecode: Character) -> String {
    switch typecode {
    case "u", "w": quoted([UInt32(truncatingIfNeeded: bits)])
    case "c": Meaning.quoted(bytes: [UInt32(truncatingIfNeeded: bits)])
    case "f", "d": Self.number(bits, size: size, kind: "f")
    default: Self.number(bits, size: size, kind: typecode.isLowercase ? "i" : "u")
    }
  }

  /// A number by what NumPy calls its kind.
  private static func number(_ bits: UInt64, size: Int, kind: Character) -> String {
    let cType =
      switch kind {
      case "f": [2: "npy_half", 4: "float"][size] ?? "double"
      case "i": "long long"
      default: "unsigned long long"
      }
    if kind == "b" { return bits == 0 ? "False" : "True" }
    return CNumber.text(bits, size: size, as: cType) ?? "\(bits)"
  }

  /// The dtype of a NumPy array, its dimensions and first items; `nil` where its version is not known.
  package func ndarrayContents(
    _ object: Address, _ type: TypeFacts, limit: Int
  ) -> ArrayContents? {
    (try? ndarrayItems(object, type, limit)).flatMap(\.self)
  }

  private func ndarrayItems(
    _ object: Address, _ type: TypeFacts, _ limit: Int
  ) throws(Reason) -> ArrayContents? {
    guard let layout = try arrayLayout(type),
      let item = try item(ofDType: pointer(object, layout.descr.offset.rawValue))
    else { return nil }
    let nd = try dimensionCount(object)
    let lengths = try pointer(object, layout.dimensions.offset.rawValue)
    let strides = try pointer(object, layout.strides.offset.rawValue)
    var shape: [Int] = []
    var steps: [Int] = []
    var count = 1
    for index in 0..<nd {
      let length = try self.count(lengths, index * at.pointer, "dimensions[\(index)]")
      let (product, overflows) = count.multipliedReportingOverflow(by: length)
      guard !overflows else { throw .implausible("dimensions[\(index)]", length) }
      count = product
      shape.append(length)
      steps.append(try ssize(strides, index * at.pointer))
    }
    let data = try pointer(object, layout.data.offset.rawValue)
    var items: [Contents.Item]? = item.isShown(pointer: at.pointer) ? [] : nil
    for number in 0..<(items == nil ? 0 : min(count, limit)) {
      // The last dimension is the one that changes first
      var (rest, offset) = (number, 0)
      for index in shape.indices.reversed() {
        offset &+= rest % shape[index] &* steps[index]
        rest /= shape[index]
      }
      let bits = try bits(data, offset, item.size)
      items?.append(
        item.kind == "O"
          ? .object(Address(rawValue: bits))
          : .number(Self.number(bits, size: item.size, kind: item.kind)))
    }
    return ArrayContents(
      contents: items.map { Contents(items: $0, count: count) }, dtype: item.name, shape: shape)
  }
}
