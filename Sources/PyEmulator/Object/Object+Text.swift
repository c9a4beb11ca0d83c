import PyLayout

extension Object {
  /// `repr(object)`
  ///
  /// An `int` of more than 4300 digits is written out, which CPython refuses from 3.11 on.
  ///
  /// - Throws: ``PyError`` `RecursionError` where CPython gives up, `NotImplementedError` for what a
  ///   class's own `__repr__` or a package's type would say.
  public var repr: String {
    get throws(PyError) { try heap.repr(of: try address) }
  }
}

extension Object: CustomStringConvertible {
  /// ``repr``; where that throws, what `object.__repr__` says: `<__main__.Point object at 0x…>`.
  public var description: String {
    if let text = try? repr { return text }
    guard let place = try? address else { return "<a released reference>" }
    guard let type = try? heap.type(of: place), let text = try? heap.plainRepr(of: place, type)
    else { return "<an object at \(place) whose type cannot be read>" }
    return text
  }
}

extension Class: CustomStringConvertible {
  /// Its `repr`: `<class '__main__.Point'>`.
  public var description: String { (try? heap.repr(of: address)) ?? "<class '\(name)'>" }
}
