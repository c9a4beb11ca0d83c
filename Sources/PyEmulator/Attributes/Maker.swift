import PyLayout

/// What makes instances of a class and sets the same attributes of each, all looked up once:
/// ``Class/maker(_:)-(String...)``.
///
///     let makeVector = try Vector.maker("x", "y")
///     let vector = try makeVector(1, 2)
///
/// It does what `vector = Vector()`, `vector.x = 1` and `vector.y = 2` do, in this order; no `__init__` runs.
public final class Maker {
  private let type: Class
  private let attributes: [Attribute]
  /// Bytes to the first three attributes where all are slots of the class; 0 where there are fewer.
  private let slots: (Int, Int, Int)?

  init(_ type: Class, _ attributes: [Attribute]) {
    self.type = type
    self.attributes = attributes
    let offsets = attributes.compactMap { $0.offset(in: type.type) }
    let three = offsets + [0, 0, 0]
    let areSlots = offsets.count == attributes.count && type.type.beginning != nil
    slots = areSlots ? (three[0], three[1], three[2]) : nil
  }

  /// An instance with one attribute.
  ///
  /// - Throws: ``PyError`` `TypeError` where there are more or fewer, and what setting them throws.
  @specialized(where A == Int)
  @specialized(where A == Object)
  public func callAsFunction<A: ObjectConvertible>(_ first: A) throws(PyError) -> Object {
    let (object, place) = try newInstance(1)
    guard let slots else {
      try object.set(attributes[0], to: first)
      return object
    }
    try set(place + slots.0, to: first)
    return object
  }

  /// An instance with two attributes.
  ///
  /// - Throws: ``PyError`` `TypeError` where there are more or fewer, and what setting them throws.
  @specialized(where A == Int, B == Int)
  @specialized(where A == Object, B == Object)
  public func callAsFunction<A: ObjectConvertible, B: ObjectConvertible>(
    _ first: A, _ second: B
  ) throws(PyError) -> Object {
    let (object, place) = try newInstance(2)
    guard let slots else {
      try object.set(attributes[0], to: first)
      try object.set(attributes[1], to: second)
      return object
    }
    try set(place + slots.0, to: first)
    try set(place + slots.1, to: second)
    return object
  }

  /// An instance with three attributes.
  ///
  /// - Throws: ``PyError`` `TypeError` where there are more or fewer, and what setting them throws.
  @specialized(where A == Int, B == Int, C == Int)
  @specialized(where A == Object, B == Object, C == Object)
  public func callAsFunction<A: ObjectConvertible, B: ObjectConvertible, C: ObjectConvertible>(
    _ first: A, _ second: B, _ third: C
  ) throws(PyError) -> Object {
    let (object, place) = try newInstance(3)
    guard let slots else {
      try object.set(attributes[0], to: first)
      try object.set(attributes[1], to: second)
      try object.set(attributes[2], to: third)
      return object
    }
    try set(place + slots.0, to: first)
    try set(place + slots.1, to: second)
    try set(place + slots.2, to: third)
    return object
  }

  /// An instance with as many attributes as there are values: `makeRow(values: [1, 2.5, "a", 4])`.
  ///
  /// - Throws: ``PyError`` `TypeError` where there are more or fewer, and what setting them throws.
  public func callAsFunction(values: [any ObjectConvertible]) throws(PyError) -> Object {
    let (object, _) = try newInstance(values.count)
    for (attribute, value) in zip(attributes, values) { try object.set(attribute, to: value) }
    return object
  }

  /// An instance, and where it is; its slots are empty.
  @inline(__always) private func newInstance(
    _ count: Int
  ) throws(PyError) -> (Object, place: Address) {
    guard count == attributes.count else { throw miscounted(count) }
    guard slots != nil else {
      let object = try type()
      return (object, try object.address)
    }
    let place = try type.heap.newInstance(of: type.type)
    return (Object(place, in: type.heap), place)
  }

  @inline(never) private func miscounted(_ count: Int) -> PyError {
    PyError(
      .typeError,
      "\(type.name): \(attributes.count) values are expected, for "
        + "\(attributes.map(\.name).joined(separator: ", ")); \(count) were given")
  }

  /// Sets a slot, which is empty unless a value of one's own type had it set while it became an object.
  @inline(__always) private func set(
    _ slot: Address, to value: some ObjectConvertible
  ) throws(PyError) {
    let heap = type.heap
    let value = try heap.reference(to: value)
    try heap.setSlot(at: slot, taking: value, heap.words)
  }
}
