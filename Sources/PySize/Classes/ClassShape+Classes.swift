import PyEmulator
import PyLayout

extension ClassShape {
  /// The classes of the shape in an emulated heap: the last one, and the slots of all.
  ///
  func classes(in heap: Heap) throws(WhatError) -> (type: Class?, slots: [String]) {
    if case .structure(let gc) = foundation { return try structClass(in: heap, gc: gc) }
    var (bases, open) = try base(in: heap)
    var slots: [String] = []
    var hasDict = false
    var hasWeakref = false
    for (number, level) in levels.map({ $0.on(heap.build) }).enumerated() {
      var own = (0..<level.slots).map { "slot\(number)_\($0)" }
      if let given, slots.isEmpty && !own.isEmpty { own[0] = given.slot }
      slots += own
      hasDict = hasDict || level.dict
      hasWeakref = hasWeakref || level.weakref
      let added = (level.dict ? ["__dict__"] : []) + (level.weakref ? ["__weakref__"] : [])
      if open.isClass {
        // The structure's own class is there: it has both, and no slots
        open = .none
        continue
      }
      // Both and no slots of its own: a class without __slots__, or one that might be; with items
      // there are no weak references
      let hasSlots = !(own.isEmpty && hasDict && (hasWeakref || open.hasItems))
      bases = [
        try emulating { () throws(PyError) in
          try heap.makeClass(
            "C\(number)", bases: bases, slots: hasSlots ? own + added : nil,
            // The instance's own class alone decides
            staticAttributes: staticAttributes)
        }
      ]
    }
    return (levels.isEmpty ? nil : bases.first, slots)
  }

  /// The names that the class's methods store: what is no attribute of its instances has a name as
  /// well.
  private var staticAttributes: [String] {
    (given == nil ? history.staticNames.map(InstanceMaker.name) : [])
      + (0..<history.unusedNames).map { "unused\($0)" }
  }

  /// What is open about the first class over a foundation.
  private enum Open {
    case none
    /// Its instances have items.
    case items
    /// It is made with the foundation.
    case made
    var hasItems: Bool { self == .items }
    var isClass: Bool { self == .made }
  }

  /// What the first class is over.
  private func base(in heap: Heap) throws(WhatError) -> ([Class], Open) {
    switch foundation {
    case .object, .structure: return ([], .none)
    case .builtin(let name):
      let type = try emulating { () throws(PyError) in
        try heap.builtinClass(Self.name(of: name, on: heap.build))
      }
      return ([type], type.layout.tp_itemsize > 0 ? .items : .none)
    case .exception(let names):
      let layout = Self.exception(names, on: heap.build)
      return (
        [try emulating { () throws(PyError) in try heap.makeType(layout, members: []) }], .none
      )
    case .ctypes:
      guard case .data(let size) = history.content, size % 4 == 0, let first = levels.first,
        first.slots == 0, first.dict, first.weakref
      else { throw .notEmulated("its C fields are told for one interpreter at a time") }
      let ints = (0..<size / 4).map { "field\($0)" }
      return (
        [try emulating { () throws(PyError) in try heap.makeCtypesClass("Structure", ints: ints) }],
        .made
      )
    }
  }

  private static func name(of builtin: String, on build: Build) -> String {
    let is2 = build.version < .v3_0
    switch builtin {
    case "long" where !is2: return "int"
    case "unicode" where !is2: return "str"
    case "bytes" where is2: return "str"
    default: return builtin
    }
  }

  /// The nearest exception that has fields of its own: Objects/exceptions.c
  private static func exception(_ names: [String], on build: Build) -> PyType {
    names.lazy.compactMap { KnownType.named($0)?.type(on: build) }.first
      ?? .baseException(on: build)
  }

  /// `msgspec.Struct`, whose fields are its slots.
  private func structClass(in heap: Heap, gc: Bool) throws(WhatError) -> (Class?, [String]) {
    guard levels.allSatisfy({ !$0.dict && !$0.weakref }) else {
      throw .notEmulated(
        "a Struct with a dict or weak references is told for one interpreter alone")
    }
    let fields = (0..<levels.reduce(0) { $0 + $1.slots }).map { "field\($0)" }
    let type = try emulating { () throws(PyError) in
      try heap.makeStructClass("C", fields: fields, gc: gc)
    }
    return (type, fields)
  }
}
