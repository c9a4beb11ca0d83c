import PyEmulator
import PyInspector
import PyLayout
import PyMemory

/// What decides the layout of a class's instances on every build, as one interpreter has it.
struct ClassShape: Hashable, Sendable {
  /// A class of the chain below what CPython itself lays out.
  struct Level: Hashable, Sendable {
    /// How many slots it adds.
    let slots: Int
    /// Whether it adds the dict, and the weakref list.
    let dict: Bool
    let weakref: Bool
    /// Whether it is `abc.ABC`, which is another class up to 3.6.
    var isABC = false

    /// The same on a build: `ABC` has `__slots__` since 3.7, Lib/abc.py.
    func on(_ build: Build) -> Level {
      let isOld = build.version < .v3_7
      return isABC ? Level(slots: 0, dict: isOld, weakref: isOld, isABC: true) : self
    }
  }

  /// What CPython, or a package, lays out itself.
  enum Foundation: Hashable, Sendable {
    case object
    /// A builtin type by its name.
    case builtin(String)
    /// The exceptions from the nearest up to `BaseException`: which of them have fields of their own
    /// is the build's.
    case exception([String])
    /// `ctypes.Structure`
    case ctypes
    /// `msgspec.Struct`, with or without a GC head.
    case structure(gc: Bool)
  }

  /// What the classes are over.
  let foundation: Foundation
  /// The classes, the one over the foundation first; none for an object of a builtin type.
  let levels: [Level]
  /// How their instances come about.
  var history = InstanceHistory()
  /// The slot with the set of names that were given, and how many: a pydantic model, whose dict is
  /// made beforehand as well; `nil` for any other class.
  let given: Given?

  /// What a pydantic model has beside its dict.
  struct Given: Hashable, Sendable {
    let slot: String
    let names: Int
    let count: Int
  }

  /// The shape of an instance's class: `type_new`, Objects/typeobject.c, read backwards.
  ///
  /// - Throws: ``WhatError/notEmulated(_:)`` for a class over a type whose instances cannot be predicted
  ///   on other builds.
  init<M: Memory>(of object: Address, by inspector: Inspector<M>) throws(WhatError) {
    let build = inspector.build
    let (owned, chain) = try inspecting { () throws(InspectionError) in
      let owned = try inspector.owned(by: object)
      return (owned, try inspector.bases(from: owned[0].inspection.type))
    }
    let classes = zip(chain, chain.dropFirst()).prefix { $0.isLevel(over: $1) }
    foundation = try Foundation(chain[classes.count...], of: owned[0].inspection)
    given = owned.first(where: \.isFurther).map { set in
      Given(
        slot: set.name, names: owned.reduce(0) { $0 + $1.inspection.attributes },
        count: set.inspection.members)
    }
    var isBelowABC = false
    levels = try classes.reversed().map { level, base throws(WhatError) in
      let dict = level.hasDict && !base.hasDict
      let weakref = level.hasWeakref && !base.hasWeakref
      // A managed pointer stands before the object
      let managesDict = level.flags.contains(.managedDict)
      let managesWeakref = level.flags.contains(.managedWeakref) && build.version >= .v3_12
      let pointers =
        (dict && !managesDict ? 1 : 0) + (weakref && !managesWeakref ? 1 : 0)
      // A number from another process's memory can be anything
      let added = level.tp_basicsize.subtractingReportingOverflow(base.tp_basicsize).partialValue
      let slots = added / build.pointerSize - pointers
      guard (0...10_000).contains(slots) else {
        throw .notEmulated("a \(level.name) has \(level.tp_basicsize) bytes, say its own")
      }
      let isABC = try inspecting { () throws(InspectionError) in
        guard level.name == "ABC", slots == 0 else { return false }
        return try inspector.inspect(level.address).type.name == "ABCMeta"
      }
      // Where ABC has the dict, a class without slots below it would have one of its own elsewhere
      defer { isBelowABC = isABC && dict }
      let isOpen = isBelowABC && slots == 0
      return Level(
        slots: slots, dict: (dict || isOpen) && !isABC, weakref: (weakref || isOpen) && !isABC,
        isABC: isABC)
    }
  }
}

extension ClassShape.Foundation {
  /// What stands at the end of a chain of classes.
  fileprivate init(_ chain: ArraySlice<TypeFacts>, of inspection: Inspection) throws(WhatError) {
    guard let type = chain.first else { throw .notEmulated("it has no type") }
    if type.tp_base == nil {
      self = .object
    } else if type.kind == .exception {
      self = .exception(chain.dropLast().map(\.name))
    } else if type.tp_name.hasSuffix("._StructMixin") {
      self = .structure(gc: inspection.type.flags.contains(.haveGC))
    } else if type.kind == .cdata {
      self = .ctypes
    } else if Self.builtins.contains(type.tp_name) {
      self = .builtin(type.tp_name)
    } else if Self.functions.contains(type.tp_name) {
      throw .notEmulated(
        "it is a \(type.name): what a call of it makes is asked for as a call, with parentheses")
    } else {
      throw .notEmulated(
        "it is over \(type.name), which is written in C: what its instances take is told for one"
          + " interpreter at a time, by pysize layout")
    }
  }

  private static let functions: Set = ["function", "method", "instancemethod"]
  private static let builtins: Set = [
    "int", "long", "float", "complex", "str", "unicode", "bytes", "bytearray", "tuple", "list",
    "dict", "set", "frozenset",
  ]
}

extension Inspector {
  /// A type and its bases, up to `object`.
  fileprivate func bases(from type: TypeFacts) throws(InspectionError) -> [TypeFacts] {
    var chain = [type]
    while let base = chain.last?.tp_base { chain.append(try self.type(at: base)) }
    return chain
  }
}

extension Inspection {
  /// How many members a set has.
  fileprivate var members: Int {
    let used = blocks.first?.fields.first { $0.name == "used" }
    return used.map { Int(truncatingIfNeeded: $0.bits) } ?? 0
  }
}

extension TypeFacts {
  fileprivate var hasDict: Bool { tp_dictoffset != 0 || flags.contains(.managedDict) }
  fileprivate var hasWeakref: Bool { tp_weaklistoffset != 0 || flags.contains(.managedWeakref) }

  /// Whether a class statement has made it, or could have: `typing.Generic` is written in C from
  /// 3.12 on, and adds nothing.
  fileprivate func isLevel(over base: TypeFacts) -> Bool {
    if isUsers { return true }
    return flags.contains(.heapType) && base.tp_base == nil && tp_basicsize == base.tp_basicsize
      && tp_itemsize == base.tp_itemsize && !hasDict && !hasWeakref
  }
}
