import PyLayout

/// The types that are made when the first of their instances is, or somebody asks for them: those of functions,
/// code and frames, and those of the module `collections` that are written in C.
enum LateType: String, CaseIterable {
  case builtinFunction = "builtin_function_or_method"
  case function, code, cell, frame, traceback
  case deque = "collections.deque"
  case orderedDict = "collections.OrderedDict"

  /// How its instances are laid out, and what they do.
  fileprivate func parts(on build: Build) -> (layout: PyType, behaviour: any Behaviour) {
    switch self {
    case .builtinFunction: (.builtinFunction(on: build), BuiltinFunctionBehaviour())
    case .function: (.function(on: build), FunctionBehaviour())
    case .code: (.code(on: build), CodeBehaviour())
    case .cell: (.cell(on: build), CellBehaviour())
    case .frame: (.frame(on: build), FrameBehaviour())
    case .traceback: (.traceback(on: build), TracebackBehaviour())
    case .deque: (.deque(on: build), DequeBehaviour())
    case .orderedDict: (.odict(on: build), OrderedDictBehaviour())
    }
  }
}

extension Heap {
  /// One of these types.
  ///
  /// - Throws: ``PyError`` `NotImplementedError` for the `OrderedDict` of 2.7.
  func type(_ late: LateType) throws(PyError) -> TypeObject {
    if let known = lateTypes[late] { return known }
    if late == .orderedDict && build.version < .v3_0 {
      throw PyError(
        .notImplementedError,
        "the OrderedDict of Python 2.7 is a class written in Python, which is not run here")
    }
    let base = late == .orderedDict ? builtin.dict : builtin.object
    let (layout, behaviour) = late.parts(on: build)
    let type = TypeObject(
      layout, behaviour, at: try statics.allocate(c.type.size), bases: [base])
    type.mro = [type] + base.mro
    if layout.tp_dictoffset != 0 {
      type.descriptors = [.init(name: "__dict__", offset: layout.tp_dictoffset, isSlot: false)]
    }
    lateTypes[late] = type
    try addType(type)
    return type
  }
}
