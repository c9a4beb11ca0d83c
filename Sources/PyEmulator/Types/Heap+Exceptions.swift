import PyLayout

/// Exceptions as objects: Objects/exceptions.c
extension Heap {
  /// `BaseException_new`, `BaseException_init`: the arguments, which are borrowed, in a tuple.
  func makeArguments(of exception: Address, _ arguments: [Address]) throws(PyError) {
    let fields = c.exception.fields
    let old = try get(fields.args, of: exception)
    try set(fields.args, of: exception, to: try makeTuple(arguments))
    try xdecref(old)
    guard let message = fields.message else { return }
    // 2.7: the only argument, or the empty text
    let text: Address
    if let argument = arguments.first, arguments.count == 1 {
      try incref(argument)
      text = argument
    } else {
      text = try makeBytes([])
    }
    let before = try get(message, of: exception)
    try set(message, of: exception, to: text)
    try xdecref(before)
  }

  /// A new reference to what an attribute shows of an exception's own; `nil` for another name.
  func exceptionAttribute(_ exception: Address, _ name: String) throws(PyError) -> Address? {
    guard let field = c.exception.fields.named(name) else { return nil }
    let value = try get(field, of: exception)
    let shown = value == .null ? singletons.none : value
    try incref(shown)
    return shown
  }
}
