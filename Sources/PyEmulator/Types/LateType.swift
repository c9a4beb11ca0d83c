import PyLayout

/// The types that are made when the first of their instances is: those of functions, code and frames.
enum LateType: String, CaseIterable {
  case builtinFunction = "builtin_function_or_method"
  case function, code, cell, frame, traceback

  /// How its instances are laid out, and what they do.
  fileprivate func parts(on build: Build) -> (layout: PyType, behaviour: any Behaviour) {
    switch self {
    case .builtinFunction: (.builtinFunction(on: build), BuiltinFunctionBehaviour())
    case .function: (.function(on: build), FunctionBehaviour())
    case .code: (.code(on: build), CodeBehaviour())
    case .cell: (.cell(on: build), CellBehaviour())
    case .frame: (.frame(on: build), FrameBehaviour())
    case .traceback: (.traceback(on: build), TracebackBehaviour())
    }
  }
}

extension Heap {
  /// One of these types.
  func type(_ late: LateType) throws(PyError) -> TypeObject {
    if let known = lateTypes[late] { return known }
    let (layout, behaviour) = late.parts(on: build)
    let type = TypeObject(
      layout, behaviour, at: try statics.allocate(c.type.size), bases: [builtin.object])
    type.mro = [type] + builtin.object.mro
    if layout.tp_dictoffset != 0 {
      type.descriptors = [.init(name: "__dict__", offset: layout.tp_dictoffset, isSlot: false)]
    }
    lateTypes[late] = type
    try addType(type)
    return type
  }
}
