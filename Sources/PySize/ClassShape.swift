import PyEmulator
import PyInspector
import PyLayout
import PyMemory
import PyReport

/// What decides the layout of a class's instances on every build, as one interpreter has it.
struct ClassShape: Hashable, Sendable {
  /// A class of the chain from `object` down.
  struct Level: Hashable, Sendable {
    /// How many slots it adds.
    let slots: Int
    /// Whether it adds the dict, and the weakref list.
    let dict: Bool
    let weakref: Bool
  }

  /// The classes, that over `object` first.
  let levels: [Level]
  /// How many attributes the instance has that are no slots.
  let attributes: Int
  /// How many names its class's own methods store that are none of these: slots, what is stored later.
  let unusedNames: Int
  /// The slot with the set of names that were given, and how many: a pydantic model, whose dict is
  /// made beforehand as well; `nil` for any other class.
  let given: Given?

  /// What a pydantic model has beside its dict.
  struct Given: Hashable, Sendable {
    let slot: String
    let count: Int
  }

  /// The shape of an instance's class: `type_new`, Objects/typeobject.c, read backwards.
  ///
  /// - Parameter unusedNames: what no memory tells before 3.13.
  /// - Throws: ``NotEmulated`` for a class over another type than `object`.
  init<M: Memory>(of object: Address, by inspector: Inspector<M>, unusedNames: Int) throws {
    self.unusedNames = unusedNames
    let build = inspector.build
    let owned = try inspector.owned(by: object)
    var chain: [TypeFacts] = []
    var type: TypeFacts? = owned[0].inspection.type
    while let level = type {
      chain.append(level)
      type = try level.tp_base.map { try inspector.type(at: $0) }
    }
    if let foreign = chain.dropLast().first(where: { !$0.isUsers }) {
      throw NotEmulated("it is a \(foreign.name): only classes over object can be told elsewhere")
    }
    attributes = owned.reduce(0) { $0 + $1.inspection.attributes }
    given = owned.first(where: \.isFurther)
      .map { Given(slot: $0.name, count: $0.inspection.members) }
    levels = try zip(chain, chain.dropFirst()).reversed().map { level, base in
      let dict = level.hasDict && !base.hasDict
      let weakref = level.hasWeakref && !base.hasWeakref
      // A managed pointer stands before the object
      let managesDict = level.flags.contains(.managedDict)
      let managesWeakref = level.flags.contains(.managedWeakref) && build.version >= .v3_12
      let pointers =
        (dict && !managesDict ? 1 : 0) + (weakref && !managesWeakref ? 1 : 0)
      // A number out of another process's memory may be any
      let added = level.tp_basicsize.subtractingReportingOverflow(base.tp_basicsize).partialValue
      let slots = added / build.pointerSize - pointers
      guard (0...10_000).contains(slots) else {
        throw NotEmulated("a \(level.name) has \(level.tp_basicsize) bytes, say its own")
      }
      return Level(slots: slots, dict: dict, weakref: weakref)
    }
  }

  /// Instances of such a class in an emulated heap, one after the other until all later ones are
  /// alike.
  @Sendable func instances(in heap: Heap) throws -> [Object] {
    let make = try maker(in: heap)
    return try (0..<CachedKeys.settledInstance(on: heap.build)).map { _ in try make() }
  }

  /// What makes an instance of such a class in an emulated heap.
  func maker(in heap: Heap) throws -> () throws -> Object {
    let names = (0..<attributes).map { "attribute\($0)" }
    var bases: [Class] = []
    var slots: [String] = []
    var hasDict = false
    var hasWeakref = false
    for (number, level) in levels.enumerated() {
      var own = (0..<level.slots).map { "slot\(number)_\($0)" }
      if let given, slots.isEmpty && !own.isEmpty { own[0] = given.slot }
      slots += own
      hasDict = hasDict || level.dict
      hasWeakref = hasWeakref || level.weakref
      // Both and no slots of its own: a class without __slots__, or one that might be
      let hasSlots = !(own.isEmpty && hasDict && hasWeakref)
      let added = (level.dict ? ["__dict__"] : []) + (level.weakref ? ["__weakref__"] : [])
      let made = try heap.makeClass(
        "C\(number)", bases: bases, slots: hasSlots ? own + added : nil,
        // The instance's own class alone decides
        staticAttributes: (given == nil ? names : []) + (0..<unusedNames).map { "unused\($0)" })
      bases = [made]
    }
    guard let type = bases.first else { throw NotEmulated("it is a plain object") }
    return {
      let object = try type()
      for name in slots { try object.set(name, to: try heap.make(1)) }
      if let given {
        try fill(object, names, given, in: heap)
      } else {
        for name in names { try object.set(name, to: try heap.make(1)) }
      }
      return object
    }
  }

  /// Gives a pydantic model its dict and its set: `set_model_attrs`, src/validators/model.rs of
  /// pydantic-core; `__init__`, pydantic/main.py of v1.
  private func fill(_ object: Object, _ names: [String], _ given: Given, in heap: Heap) throws {
    let dict = try heap.makeDict()
    let keys = try names.map { try heap.make(PyValue.str($0.unicodeScalars.map(\.value))) }
    for key in keys { try dict.setItem(key, to: try heap.make(1)) }
    try object.set("__dict__", to: dict)
    // Names with a default may be missing among them
    try object.set(given.slot, to: try heap.makeSet(of: Array(keys.prefix(given.count))))
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
}
