import PyLayout

/// What a type written in C does with its instances, and with those of the classes over it: the functions
/// that its `PyTypeObject` points at, Include/cpython/object.h, by their names there.
///
/// What a type does not say of its own it does as `object` does: `inherit_slots`, Objects/typeobject.c.
/// Each type's stands with the type.
protocol Behaviour: Sendable {
  /// Which type it is.
  var kind: TypeObject.Kind { get }
  /// `Py_TPFLAGS_LONG_SUBCLASS` and its kin; `nil` for a type without.
  func subclass(on build: Build) -> Subclass?
  /// `Py_TPFLAGS_BASETYPE`: whether a class may have it as a base.
  var isBase: Bool { get }
  /// Whether its `tp_methods` have a `__sizeof__` that the flags do not show.
  func hasSizeof(on build: Build) -> Bool
  /// Whether it has a `tp_as_sequence`, even one that cannot get or delete items.
  var isSequence: Bool { get }
  /// Whether calling the type makes an object that is nobody else's: a container that changes, an
  /// exception.
  var makesOwn: Bool { get }
  /// Whether an instance waits to be tracked until it holds something.
  var tracksLater: Bool { get }

  /// `tp_new`: what an instance without attributes or items holds, in a block of zeros.
  func tp_new(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError)
  /// `tp_new`, `tp_init`: a new instance of a class over the type, from what the type takes.
  func tp_new(_ type: TypeObject, from value: Object, _ heap: Heap) throws(PyError) -> Address
  /// `tp_traverse`: the objects that the type's own struct refers to, none of them `NULL`.
  func tp_traverse(
    _ object: Address, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> [Address]
  /// `tp_clear`: the references go, the object stays.
  func tp_clear(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError)
  /// The first half of `tp_dealloc`: the references go.
  func dropReferences(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError)
  /// The second half of `tp_dealloc`: the blocks go that are the object's alone.
  func freeBlocks(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError)
  /// `tp_free`: the object's own block goes.
  func tp_free(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError)

  /// `tp_call`: the answer; `nil` from what cannot be called.
  func tp_call(
    _ object: Address, _ arguments: [Object], _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> Object?
  /// `tp_getattro`: an attribute that the type finds by itself, a new reference; `nil` for others.
  func tp_getattro(
    _ object: Address, _ name: String, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> Address?
  /// `tp_setattro`: whether the type has set an attribute by itself, or deleted it for `nil`.
  func tp_setattro(
    _ object: Address, _ name: String, _ value: Address?, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> Bool

  /// `tp_hash`
  func tp_hash(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Int
  /// `tp_richcompare` with `Py_EQ`; `nil` for `NotImplemented`.
  func tp_richcompare(
    _ a: Address, _ typeA: TypeObject, _ b: Address, _ typeB: TypeObject, _ heap: Heap
  ) throws(PyError) -> Heap.Equality?
  /// `tp_repr`
  func tp_repr(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Repr
  /// What an object is where it stands in itself: `Py_ReprEnter`; `nil` for one that does not ask.
  func Py_ReprEnter(_ type: TypeObject, _ heap: Heap) -> String?

  /// The number that an object is, as numbers of all types compare; `nil` for what is no number.
  func number(_ object: Address, _ heap: Heap) throws(PyError) -> Heap.Number?
  /// `nb_index`: the value of a whole number; `nil` for other objects, and for one too large.
  func nb_index(_ object: Address, _ heap: Heap) throws(PyError) -> Int?
  /// `bf_getbuffer`: the bytes that an object shows; `nil` for none.
  func bf_getbuffer(_ object: Address, _ heap: Heap) throws(PyError) -> [UInt8]?

  /// `sq_length`, `mp_length`; `nil` for an object without `len()`.
  func sq_length(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Int?
  /// `tp_iter`: all items, a dict's keys; `nil` for what cannot be iterated over.
  func tp_iter(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> [Object]?
  /// `mp_subscript`; `nil` for an object without.
  func mp_subscript(
    _ object: Address, _ key: Object, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> Object?
  /// `mp_ass_subscript`: sets an item, or deletes it for `nil`; whether the type can.
  func mp_ass_subscript(
    _ object: Address, _ key: Object, _ value: Object?, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> Bool
}

/// What `object` does: `PyBaseObject_Type`, Objects/typeobject.c
extension Behaviour {
  func subclass(on build: Build) -> Subclass? { nil }
  var isBase: Bool { true }
  func hasSizeof(on build: Build) -> Bool { false }
  var isSequence: Bool { false }
  var makesOwn: Bool { false }
  var tracksLater: Bool { false }

  func tp_new(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) {}
  func tp_new(_ type: TypeObject, from value: Object, _ heap: Heap) throws(PyError) -> Address {
    throw PyError(.typeError, "\(type.name)() takes no arguments")
  }
  func tp_traverse(
    _ object: Address, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> [Address] { [] }
  func tp_clear(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) {}
  func dropReferences(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) {
    for reference in try tp_traverse(object, type, heap) { try heap.decref(reference) }
  }
  func freeBlocks(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) {}
  func tp_free(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) {
    try heap.freeObject(object, type)
  }

  func tp_call(
    _ object: Address, _ arguments: [Object], _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> Object? { nil }
  func tp_getattro(
    _ object: Address, _ name: String, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> Address? { nil }
  func tp_setattro(
    _ object: Address, _ name: String, _ value: Address?, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> Bool { false }

  func tp_hash(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Int {
    Hash.pointer(object.rawValue, on: heap.build)
  }
  func tp_richcompare(
    _ a: Address, _ typeA: TypeObject, _ b: Address, _ typeB: TypeObject, _ heap: Heap
  ) throws(PyError) -> Heap.Equality? { nil }
  func tp_repr(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Repr {
    Repr(try heap.plainRepr(of: object, type))
  }
  func Py_ReprEnter(_ type: TypeObject, _ heap: Heap) -> String? { nil }

  func number(_ object: Address, _ heap: Heap) throws(PyError) -> Heap.Number? { nil }
  func nb_index(_ object: Address, _ heap: Heap) throws(PyError) -> Int? { nil }
  func bf_getbuffer(_ object: Address, _ heap: Heap) throws(PyError) -> [UInt8]? { nil }

  func sq_length(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Int? {
    nil
  }
  func tp_iter(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> [Object]? {
    nil
  }
  func mp_subscript(
    _ object: Address, _ key: Object, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> Object? { nil }
  func mp_ass_subscript(
    _ object: Address, _ key: Object, _ value: Object?, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> Bool { false }
}

extension Behaviour {
  /// `PyObject_HashNotImplemented`, Objects/object.c
  func unhashable(_ type: TypeObject) -> PyError {
    PyError(.typeError, "unhashable type: '\(type.name)'")
  }

  /// What a type takes no such value for.
  func wrong(_ value: Object, for type: TypeObject) -> PyError {
    let given = (try? value.type.name) ?? "NULL"
    return PyError(.typeError, "\(type.name)() does not take '\(given)' here")
  }
}

/// A type of a package's, whose code that compares, hashes or prints is not known here.
protocol UnknownBehaviour: Behaviour {}

extension UnknownBehaviour {
  func tp_hash(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Int {
    throw PyError(.notImplementedError, "how '\(type.name)' objects hash is not known here")
  }
  func tp_richcompare(
    _ a: Address, _ typeA: TypeObject, _ b: Address, _ typeB: TypeObject, _ heap: Heap
  ) throws(PyError) -> Heap.Equality? { throw unknown(typeA) }
  func tp_repr(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Repr {
    throw PyError(.notImplementedError, "how '\(type.name)' objects print is not known here")
  }

  func unknown(_ type: TypeObject) -> PyError {
    PyError(.notImplementedError, "how '\(type.name)' objects compare is not known here")
  }
}

/// `object`, and the instances of classes over `object` alone.
struct ObjectBehaviour: Behaviour {
  let kind = TypeObject.Kind.object
  let makesOwn = true
}

/// `NoneType`: `_PyNone_Type`, Objects/object.c
struct NoneBehaviour: Behaviour {
  let kind = TypeObject.Kind.object
  let isBase = false

  /// gh-99540, 3.12
  func tp_hash(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Int {
    heap.build.version >= .v3_12
      ? Hash.none(on: heap.build) : Hash.pointer(object.rawValue, on: heap.build)
  }

  func tp_repr(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Repr {
    Repr("None")
  }
}

/// `type`: `PyType_Type`, Objects/typeobject.c
struct TypeBehaviour: Behaviour {
  let kind = TypeObject.Kind.type
  func subclass(on build: Build) -> Subclass? { .type }

  /// `type_call`
  func tp_call(
    _ object: Address, _ arguments: [Object], _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> Object? {
    let called = Class(try heap.type(at: object), in: heap)
    switch arguments.count {
    case 0: return try called()
    case 1: return try called(arguments[0])
    default:
      throw PyError(
        .notImplementedError, "'\(called.name)' is called with one argument at most here")
    }
  }

  func tp_getattro(
    _ object: Address, _ name: String, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> Address? {
    try heap.classAttribute(heap.type(at: object), name)
  }

  func tp_setattro(
    _ object: Address, _ name: String, _ value: Address?, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> Bool {
    guard let value else {
      throw PyError(.notImplementedError, "\(name) of a class is not deleted here")
    }
    try heap.setClassAttribute(heap.type(at: object), name, to: value)
    return true
  }

  /// `type_repr`
  func tp_repr(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Repr {
    let shown = try heap.type(at: object)
    let word = heap.build.version < .v3_0 && !shown.isHeapType ? "type" : "class"
    return Repr("<\(word) '\(try heap.fullName(of: shown))'>")
  }
}
