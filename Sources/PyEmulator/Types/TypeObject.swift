import PyLayout

/// A name in the type's own `__dict__` that stands for a place in its instances.
public struct Descriptor: Hashable, Sendable {
  /// The attribute's name.
  public let name: String
  /// Bytes from `ob_refcnt`; for `__dict__` and `__weakref__`, CPython's own number.
  public let offset: Int
  /// Whether it is a slot's; otherwise it is `__dict__` or `__weakref__`.
  public let isSlot: Bool
  /// Whether the bytes of the instance's items are added: `_Py_AFTER_ITEMS`, Include/descrobject.h,
  /// of tuples from 3.15 on.
  public var isAfterItems = false
}

/// A type of the heap's: a builtin one, or a class.
final class TypeObject {
  /// What its instances are in C: `PyLong_Check` and its kin.
  enum Kind: Hashable, Sendable {
    case object, bool, int, plainInt, float, complex, str, unicode2, bytes, bytearray, tuple, list
    case dict, odict, set, frozenset, deque, range, slice, weakref, type
    case exception, builtinFunction, function, code, cell, frame, traceback
    case mutabletuple, dataobject, cInts, array, namespace, structure, cdata
    /// NumPy's arrays, their rows, and what a package keeps for itself.
    case ndarray, void, foreign

    /// `PyDict_Check`
    var isDict: Bool { self == .dict || self == .odict }
  }

  /// How its instances are laid out.
  let layout: PyType
  /// Where the type object stands.
  let address: Address
  /// The bases, in the order of the class statement.
  let bases: [TypeObject]
  /// The method resolution order, itself first: `__mro__`.
  var mro: [TypeObject] {
    get { [self] + ancestors }
    set {
      ancestors = Array(newValue.dropFirst())
      slots = allSlots
    }
  }
  /// Without the type itself: a type that held itself would never be released.
  private var ancestors: [TypeObject] = []
  /// The descriptors of its own `__dict__`, in the order in which CPython enters them.
  var descriptors: [Descriptor] = [] { didSet { slots = allSlots } }
  /// The slots of its instances, its own and its bases': kept, since each traversal asks for them.
  private(set) var slots: [Descriptor] = []
  private var allSlots: [Descriptor] { mro.flatMap(\.descriptors).filter(\.isSlot) }
  /// Where the C ints of a `ctypes.Structure` are in its data, by name.
  var cFields: [String: Int] = [:]
  /// Values of the class body: class attributes. They are set by ``Heap/setAttribute(_:of:to:)``.
  fileprivate(set) var attributes: [String: Address] = [:]
  /// How its instances begin, once its descriptors are known; `nil` where ``Beginning`` does not tell.
  var beginning: Beginning?
  /// What the type written in C does that it is or extends.
  let behaviour: any Behaviour
  /// Which that is.
  let kind: Kind
  /// Bytes before `ob_refcnt`.
  let prefixSize: Int
  /// Whether two pointers stand before the GC head.
  let hasPreHeader: Bool
  /// Whether it was made by a class statement: `Py_TPFLAGS_HEAPTYPE`.
  let isHeapType: Bool
  /// `Py_TPFLAGS_HAVE_GC`
  let haveGC: Bool
  /// `Py_TPFLAGS_INLINE_VALUES`
  let hasInlineValues: Bool

  init(
    _ layout: PyType, _ behaviour: any Behaviour, at address: Address, bases: [TypeObject]
  ) {
    self.layout = layout
    self.behaviour = behaviour
    kind = behaviour.kind
    self.address = address
    self.bases = bases
    prefixSize = layout.prefixSize
    hasPreHeader = layout.hasPreHeader
    isHeapType = layout.flags.contains(.heapType)
    haveGC = layout.flags.contains(.haveGC)
    hasInlineValues = layout.flags.contains(.inlineValues)
  }

  /// Whether calling it makes an object that is nobody else's: a class, `object`, a container that
  /// changes, an exception.
  var isCallable: Bool { isHeapType || behaviour.makesOwn }
  /// `PyIndex_Check`
  var isIndex: Bool { kind == .int || kind == .plainInt || kind == .bool }
  /// The class's name.
  var name: String { layout.tp_name }
  /// `tp_base`
  var base: TypeObject? {
    guard let base = layout.base else { return nil }
    return bases.first { $0.layout.isSame(as: base) } ?? bases.first
  }

  /// Whether the other is this type or one of its ancestors: `issubclass`.
  func isSubclass(of other: TypeObject) -> Bool { mro.contains { $0 === other } }

  /// The descriptor that an attribute's name stands for, if it stands for one.
  func descriptor(_ name: String) -> Descriptor? {
    guard case .descriptor(let descriptor, _)? = lookup(name) else { return nil }
    return descriptor
  }

  /// What the `__dict__` of a type has under a name.
  enum Member {
    case descriptor(Descriptor, of: TypeObject)
    case value(Address)
  }

  /// What the first type of the MRO has that knows the name: `_PyType_Lookup`, Objects/typeobject.c
  func lookup(_ name: String) -> Member? {
    for type in mro {
      // A value was set later, and is where the descriptor was
      if let value = type.attributes[name] { return .value(value) }
      if let found = type.descriptors.first(where: { $0.name == name }) {
        return .descriptor(found, of: type)
      }
    }
    return nil
  }

  /// The type in whose `__dict__` a descriptor is.
  func owner(ofDescriptor name: String) -> TypeObject? {
    mro.first { $0.descriptors.contains { $0.name == name } }
  }
}

extension Heap {
  /// Sets an attribute of a type itself: `type_setattro`, Objects/typeobject.c
  ///
  /// - Parameter value: a new reference, which becomes the type's.
  /// - Returns: what was there before, whose reference is the caller's.
  @discardableResult
  func setAttribute(_ name: String, of type: TypeObject, to value: Address) -> Address? {
    // PyType_Modified
    attributeCache.clear()
    return type.attributes.updateValue(value, forKey: name)
  }
}
