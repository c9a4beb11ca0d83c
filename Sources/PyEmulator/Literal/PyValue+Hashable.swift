/// Values that are written alike are equal: `1` and `1.0` are not.
extension PyValue: Hashable {
  /// Compares types and values all the way down, without a call for each level.
  public static func == (one: PyValue, other: PyValue) -> Bool {
    var rest = [(one, other)]
    while let (one, other) = rest.popLast() {
      let (content, otherContent) = (one.content, other.content)
      let (shape, otherShape) = (content.shape, otherContent.shape)
      guard shape == otherShape else { return false }
      if case .items = shape { rest += zip(content.items, otherContent.items) }
    }
    return true
  }

  /// Hashes what `==` compares, without a call for each level.
  public func hash(into hasher: inout Hasher) {
    var rest = [self]
    while let value = rest.popLast() {
      let content = value.content
      let shape = content.shape
      hasher.combine(shape)
      if case .items = shape { rest += content.items }
    }
  }
}

extension PyValue.Content {
  /// What a value is without what stands in it.
  fileprivate enum Shape: Hashable {
    case none
    case bool(Bool)
    case int(PyInt)
    case float(Double)
    case complex(Double, Double)
    case str([UInt32])
    case bytes([UInt8])
    case items(Container, Int)

    enum Container { case tuple, list, set, dict }
  }

  fileprivate var shape: Shape {
    switch self {
    case .none: .none
    case .bool(let value): .bool(value)
    case .int(let value): .int(value)
    case .float(let value): .float(value)
    case .complex(let real, let imaginary): .complex(real, imaginary)
    case .str(let points): .str(points)
    case .bytes(let bytes): .bytes(bytes)
    case .tuple(let items): .items(.tuple, items.count)
    case .list(let items): .items(.list, items.count)
    case .set(let items): .items(.set, items.count)
    case .dict(let pairs): .items(.dict, pairs.count)
    }
  }
}
