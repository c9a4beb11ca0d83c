import PyLayout

/// Instances of subclasses of builtin types, made from a value: `N(5)` after `class N(int): pass`.
extension Class {
  /// An instance of a subclass of a builtin type, from what the builtin type takes: a number, text,
  /// bytes, or an iterable of items; a `list`, `dict`, `set` or `bytearray` as well, and an exception
  /// with its argument.
  ///
  /// - Throws: ``PyError`` `TypeError` when the class takes no value, or not this one.
  public func callAsFunction(_ value: some ObjectConvertible) throws(PyError) -> Object {
    guard type.isCallable else {
      throw PyError(.typeError, "an object of '\(name)' is made by heap.make(value)")
    }
    let value = try heap.own(value)
    return Object(try type.behaviour.tp_new(type, from: value, heap), in: heap)
  }
}
