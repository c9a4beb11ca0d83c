/// Calls: `_PyObject_Call`, Objects/call.c (up to 3.6 Objects/abstract.c)
extension Heap {
  /// What a function does in place of bytecode, which is not run here: it gets the arguments, and answers
  /// with an object.
  ///
  /// The heap holds it as long as the function is there, and an ``Object`` that it captures with it: a
  /// reference that the collector does not see, as those are that a C function keeps in static variables.
  public typealias Body = (_ arguments: [Object]) throws(PyError) -> Object

  /// Calls an object.
  ///
  /// - Throws: ``PyError`` `TypeError` for one that cannot be called, and what the call throws.
  func call(_ callee: Object, _ arguments: [Object]) throws(PyError) -> Object {
    let address = try callee.address
    let type = try type(of: address)
    guard let answer = try type.behaviour.tp_call(address, arguments, type, self) else {
      throw PyError(.typeError, "'\(type.name)' object is not callable")
    }
    return try own(answer)
  }
}

extension Object {
  /// `object(arguments)`: runs the body of a function, makes an instance of a class, asks a weak reference
  /// for its object.
  ///
  /// - Throws: ``PyError`` `TypeError` for an object that cannot be called, and what the call throws.
  @discardableResult
  public func callAsFunction(_ arguments: any ObjectConvertible...) throws(PyError) -> Object {
    var objects: [Object] = []
    for argument in arguments { objects.append(try heap.own(argument)) }
    return try heap.call(self, objects)
  }
}
