import PyLayout

/// The parameters of a function, and what a call makes of them: `initialize_locals`, Python/ceval.c (up to
/// 3.10 `_PyEval_EvalCode`, `PyEval_EvalCodeEx`).
struct FunctionArguments {
  private let heap: Heap
  private let name: String
  private let names: [String]
  private let argcount, kwonlyargcount: Int
  private let flags: PyCodeObject.Flags
  private let defaults: [Address]
  private let kwdefaults: Address

  init(of function: Address, _ code: Address, in heap: Heap) throws(PyError) {
    self.heap = heap
    let (fields, of) = (heap.c.function.fields, heap.c.code.fields)
    argcount = Int(try heap.get(of.co_argcount, of: code))
    kwonlyargcount =
      if let field = of.co_kwonlyargcount { Int(try heap.get(field, of: code)) } else { 0 }
    flags = PyCodeObject.Flags(rawValue: Int(try heap.get(of.co_flags, of: code)))
    // bpo-42819, 3.10: an error names it in full
    let shown = heap.build.version < .v3_10 ? fields.func_name : fields.func_qualname
    let text = try heap.get(shown ?? fields.func_name, of: function)
    name = text == .null ? "" : try heap.string(of: text) ?? ""
    var names: [String] = []
    if let tuple = of.co_varnames ?? of.co_localsplusnames {
      for item in try heap.items(ofTuple: try heap.get(tuple, of: code)) {
        names.append(try heap.string(of: item) ?? "")
      }
    }
    self.names = names
    let tuple = try heap.get(fields.func_defaults, of: function)
    defaults = tuple == .null ? [] : try heap.items(ofTuple: tuple)
    kwdefaults =
      if let field = fields.func_kwdefaults { try heap.get(field, of: function) } else { .null }
  }

  /// An object for each parameter, in their order.
  ///
  /// - Throws: ``PyError`` `TypeError` for too many, or too few.
  func bound(to arguments: [Object]) throws(PyError) -> [Object] {
    let most = argcount
    guard arguments.count <= most || flags.contains(.varargs) else {
      throw tooMany(arguments.count)
    }
    var bound = Array(arguments.prefix(most))
    let least = most - defaults.count
    guard bound.count >= least else { throw missing(bound.count..<least, given: arguments.count) }
    for index in bound.count..<most {
      bound.append(try heap.newReference(to: defaults[index - least]))
    }
    var absent: [Int] = []
    for index in most..<(most + kwonlyargcount) {
      if kwdefaults != .null, let value = try heap.item(kwdefaults, names[index]) {
        bound.append(try heap.newReference(to: value))
      } else {
        absent.append(index)
      }
    }
    guard absent.isEmpty else { throw missing(absent, "keyword-only") }
    if flags.contains(.varargs) {
      bound.append(try heap.makeTuple(of: Array(arguments.dropFirst(most))))
    }
    if flags.contains(.varkeywords) { bound.append(try heap.makeDict()) }
    return bound
  }

  /// `too_many_positional`
  private func tooMany(_ given: Int) -> PyError {
    let most = argcount
    guard heap.build.version >= .v3_0 else { return wrong(given) }
    let takes = defaults.isEmpty ? "\(most)" : "from \(most - defaults.count) to \(most)"
    let plural = most == 1 && defaults.isEmpty ? "" : "s"
    let verb = given == 1 ? "was" : "were"
    return PyError(
      .typeError,
      "\(name)() takes \(takes) positional argument\(plural) but \(given) \(verb) given")
  }

  private func missing(_ indices: Range<Int>, given: Int) -> PyError {
    heap.build.version < .v3_0 ? wrong(given) : missing(Array(indices), "positional")
  }

  /// 2.7: how many it takes.
  private func wrong(_ given: Int) -> PyError {
    if argcount == 0 {
      return PyError(.typeError, "\(name)() takes no arguments (\(given) given)")
    }
    let isTooMany = given > argcount
    let isExact = defaults.isEmpty && !flags.contains(.varargs)
    let how = isExact ? "exactly" : isTooMany ? "at most" : "at least"
    let count = isTooMany || defaults.isEmpty ? argcount : argcount - defaults.count
    return PyError(
      .typeError,
      "\(name)() takes \(how) \(count) argument\(count == 1 ? "" : "s") (\(given) given)")
  }

  /// `format_missing`
  private func missing(_ indices: [Int], _ kind: String) -> PyError {
    let shown = indices.map { "'\(names[$0])'" }
    let last = shown.last ?? ""
    let list =
      switch shown.count {
      case 1: last
      case 2: "\(shown[0]) and \(last)"
      default: shown.dropLast().joined(separator: ", ") + ", and \(last)"
      }
    return PyError(
      .typeError,
      "\(name)() missing \(shown.count) required \(kind) argument\(shown.count == 1 ? "" : "s"): "
        + list)
  }
}
