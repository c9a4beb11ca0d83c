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
}

/// `BaseException` and all below: `_PyExc_BaseException`, Objects/exceptions.c
struct ExceptionBehaviour: Behaviour {
  let kind = TypeObject.Kind.exception
  let makesOwn = true
  func subclass(on build: Build) -> Subclass? { .exception }

  func tp_new(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) {
    try heap.makeArguments(of: object, [])
  }

  func tp_new(_ type: TypeObject, from value: Object, _ heap: Heap) throws(PyError) -> Address {
    let object = try heap.newInstance(of: type)
    try heap.makeArguments(of: object, [try value.address])
    return object
  }

  func tp_traverse(
    _ object: Address, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> [Address] {
    var references: [Address] = []
    for field in heap.c.exception.fields.references {
      let value = try heap.get(field, of: object)
      if value != .null { references.append(value) }
    }
    return references
  }

  /// `BaseException_clear`
  func tp_clear(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) {
    for field in heap.c.exception.fields.references {
      let value = try heap.get(field, of: object)
      try heap.set(field, of: object, to: .null)
      try heap.xdecref(value)
    }
  }

  /// `BaseException_repr`; from 3.7 on without a comma behind the only argument.
  func tp_repr(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Repr {
    let arguments = try heap.get(heap.c.exception.fields.args, of: object)
    guard arguments != .null else { return Repr("\(type.lastName)()") }
    let items = try heap.items(ofTuple: arguments)
    return items.count == 1 && heap.build.version >= .v3_7
      ? Repr("\(type.lastName)(", items, ")")
      : Repr([.text(type.lastName), .object(arguments)])
  }

  /// `BaseException_getset`: what is not set shows as `None`.
  func tp_getattro(
    _ object: Address, _ name: String, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> Address? {
    guard let field = heap.c.exception.fields.named(name) else { return nil }
    return try heap.orNone(field, of: object)
  }

  func tp_setattro(
    _ object: Address, _ name: String, _ value: Address?, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> Bool {
    guard let field = heap.c.exception.fields.named(name) else { return false }
    if name == "__traceback__" {
      // BaseException_set_tb
      guard let value else {
        throw PyError(.typeError, "__traceback__ may not be deleted")
      }
      let isNone = value == heap.singletons.none
      let kind = try heap.type(of: value).kind
      guard isNone || kind == .traceback else {
        throw PyError(.typeError, "__traceback__ must be a traceback or None")
      }
      try heap.replace(field, of: object, with: isNone ? .null : value)
      return true
    }
    throw PyError(.notImplementedError, "\(name) is not set here")
  }
}
