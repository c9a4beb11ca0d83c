extension PyType {
  /// A class statement's type: `type_new`, Objects/typeobject.c
  ///
  /// - Parameters:
  ///   - name: the class's name, which private slot names are mangled with.
  ///   - bases: the bases, `object` when there are none; all of one build.
  ///   - slots: `__slots__`, or `nil` when the class has none.
  /// - Throws: ``TypeError`` where CPython raises one, and for bases of several builds.
  public init(class name: String, bases: [PyType], slots: [String]? = nil) throws(TypeError) {
    if let first = bases.first?.build, let other = bases.first(where: { $0.build != first })?.build
    {
      throw TypeError("the bases of '\(name)' are laid out for \(first) and for \(other)")
    }
    let baseIndex = try Self.bestBase(of: bases)
    let base = bases[baseIndex]
    let build = base.build
    let pointer = build.pointerSize
    let mayAddDict = base.tp_dictoffset == 0
    // 3.15: __slots__ may name __dict__ and __weakref__ on a base with items too
    let takesItems = base.tp_itemsize == 0 || slots != nil && build.version >= .v3_15
    let mayAddWeakref = base.tp_weaklistoffset == 0 && takesItems

    let wanted = try Self.slots(
      slots, ofClass: name, base: base, mayAddDict: mayAddDict, mayAddWeakref: mayAddWeakref)
    var addsDict = wanted.dict
    var addsWeakref = wanted.weakref
    if slots != nil {
      // Secondary bases may provide weakrefs or dict
      for other in bases where bases.count > 1 && !other.isSame(as: base) {
        if mayAddDict && other.tp_dictoffset != 0 { addsDict = true }
        if mayAddWeakref && other.tp_weaklistoffset != 0 { addsWeakref = true }
      }
    }

    var members = base.members
    var end = base.tp_basicsize
    func place<T: CPointer>(_ name: String, _ type: T.Type, _ purpose: Purpose) {
      members.append(
        FieldRow(
          name, offset: Offset(rawValue: end), size: pointer, cType: T.cName, role: T.role,
          purpose: purpose))
      end += pointer
    }
    for slot in wanted.names { place(slot, Ref.self, .data) }

    var flags = base.flags.intersection([.managedDict, .managedWeakref]).union(.heapType)
    var tp_dictoffset = base.tp_dictoffset
    var tp_weaklistoffset = base.tp_weaklistoffset
    if addsDict && build.version < .v3_11
      || addsDict && build.version < .v3_12 && base.tp_itemsize > 0
    {
      tp_dictoffset = base.tp_itemsize > 0 ? -pointer : end
      place("__dict__", Ref.self, .bookkeeping)
      addsDict = false
    }
    if addsWeakref && build.version < .v3_12 {
      tp_weaklistoffset = end
      place("__weakref__", WeakRef.self, .bookkeeping)
      addsWeakref = false
    }
    if addsDict {
      flags.insert(.managedDict)
      tp_dictoffset = build.version < .v3_12 ? -end - 3 * pointer : -1
    }
    if addsWeakref {
      flags.insert(.managedWeakref)
      tp_weaklistoffset = build.managedWeakrefOffset
    }
    if Self.haveGC(base: base, tp_basicsize: end) { flags.insert(.haveGC) }
    if Self.inlineValues(flags, tp_basicsize: end, base: base) { flags.insert(.inlineValues) }

    self.init(
      build: build, tp_name: name, tp_basicsize: end, tp_itemsize: base.tp_itemsize,
      tp_dictoffset: tp_dictoffset, tp_weaklistoffset: tp_weaklistoffset, flags: flags,
      bases: bases, baseIndex: baseIndex, members: members,
      itemsOffset: base.tp_itemsize > 0 ? base.itemsOffset : nil)
  }

  /// Whether instances get a GC head, which came to depend on less and less.
  private static func haveGC(base: PyType, tp_basicsize: Int) -> Bool {
    let build = base.build
    if base.flags.contains(.haveGC) { return true }
    if build.version < .v3_0 {
      return tp_basicsize > PyObject.layout(on: build).size || base.tp_itemsize > 0
    }
    // bpo-35810, 3.8: an instance owns its heap type, so every heap type takes part
    return build.version < .v3_8 ? tp_basicsize > base.tp_basicsize : true
  }

  /// Whether attribute values stand inside the instance: `type_new_alloc` and `init_inline_values`.
  private static func inlineValues(_ flags: Flags, tp_basicsize: Int, base: PyType) -> Bool {
    let build = base.build
    guard build.version >= .v3_13, flags.contains(.managedDict), base.tp_itemsize == 0 else {
      return false
    }
    return build.version >= .v3_14 || tp_basicsize == PyObject.layout(on: build).size
  }
}

extension Build {
  /// `MANAGED_WEAKREF_OFFSET`, Include/internal/pycore_object.h, 3.12 on: where the weakref list
  /// stands in the pre-header, in bytes from `ob_refcnt`.
  var managedWeakrefOffset: Int { -(isFreeThreaded ? 2 : 4) * pointerSize }
}
