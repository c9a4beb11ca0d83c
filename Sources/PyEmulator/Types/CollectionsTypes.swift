import PyLayout

/// The types of the module `collections` that are written in C.
struct CollectionsTypes {
  let deque: TypeObject
  /// `nil` in 2.7, where it is a class written in Python.
  let orderedDict: TypeObject?

  fileprivate init(in heap: Heap) throws(PyError) {
    let build = heap.build
    func make(
      _ layout: PyType, _ behaviour: any Behaviour, base: TypeObject
    ) throws(PyError) -> TypeObject {
      let type = TypeObject(
        layout, behaviour, at: try heap.statics.allocate(heap.c.type.size), bases: [base])
      type.mro = [type] + base.mro
      try heap.addType(type)
      return type
    }
    deque = try make(.deque(on: build), DequeBehaviour(), base: heap.builtin.object)
    guard build.version >= .v3_0 else {
      orderedDict = nil
      return
    }
    let type = try make(.odict(on: build), OrderedDictBehaviour(), base: heap.builtin.dict)
    // odict_getset
    type.descriptors = [.init(name: "__dict__", offset: type.layout.tp_dictoffset, isSlot: false)]
    orderedDict = type
  }
}

extension Heap {
  /// `import collections`: the types are made when one is asked for first.
  private var collectionsTypes: CollectionsTypes {
    get throws(PyError) {
      if let known = collections { return known }
      let types = try CollectionsTypes(in: self)
      collections = types
      return types
    }
  }

  /// `collections.deque`
  var dequeType: TypeObject {
    get throws(PyError) { try collectionsTypes.deque }
  }

  /// `collections.OrderedDict`
  ///
  /// - Throws: ``PyError`` `NotImplementedError` in 2.7.
  var orderedDictType: TypeObject {
    get throws(PyError) {
      if let type = try collectionsTypes.orderedDict { return type }
      throw PyError(
        .notImplementedError,
        "the OrderedDict of Python 2.7 is a class written in Python, which is not run here")
    }
  }
}
