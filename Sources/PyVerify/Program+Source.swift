import PyEmulator
public import PyLayout

extension Program {
  /// The program as Python that one can run: each statement on its line, behind the import that it needs.
  ///
  /// - Parameter build: 2.7 writes its texts with a `u`.
  public func source(on build: Build) -> String {
    let imports = usesCollections ? ["from collections import OrderedDict, deque"] : []
    let lines = statements.map { $0.source(isPython2: build.version < .v3_0) }
    return (imports + lines).joined(separator: "\n")
  }
}

extension Program.Statement {
  fileprivate func source(isPython2 is2: Bool) -> String {
    switch self {
    case .makeClass(let number, let name, let bases, let slots):
      let namespace = slots.map { "'__slots__': \(Program.tuple($0.map { "'\($0)'" }))" } ?? ""
      return "C\(number) = type('\(name)', \(Program.tuple(bases)), {\(namespace)})"
    case .assign(let variable, let value): return "v\(variable) = \(value.source(is2))"
    case .view(let variable, let object): return "v\(variable) = v\(object).__dict__"
    case .copy(let variable, let object): return "v\(variable) = v\(object).copy()"
    case .drop(let variable): return "del v\(variable)"
    case .call(let variable, let method, let arguments):
      let texts = arguments.map { $0.source(is2) }
      return "v\(variable).\(method.rawValue)(\(texts.joined(separator: ", ")))"
    case .setAttribute(let variable, let name, let value):
      return "v\(variable).\(name) = \(value.source(is2))"
    case .deleteAttribute(let variable, let name): return "del v\(variable).\(name)"
    case .setItem(let variable, let key, let value):
      return "v\(variable)[\(key.source(is2))] = \(value.source(is2))"
    case .equal(let a, let b): return "\(a.source(is2)) == \(b.source(is2))"
    case .deleteItem(let variable, let key): return "del v\(variable)[\(key.source(is2))]"
    }
  }
}

extension Program {
  fileprivate static func tuple(_ items: [String]) -> String {
    "(\(items.joined(separator: ", "))\(items.count == 1 ? "," : ""))"
  }
}

extension Program.Expression {
  fileprivate func source(_ is2: Bool) -> String {
    switch self {
    case .literal(let value), .value(let value): value.source(isPython2: is2)
    case .className(let number): "C\(number).__name__"
    case .variable(let variable): "v\(variable)"
    case .tuple(let items): Program.tuple(items.map { $0.source(is2) })
    case .make(let type, let argument): "\(type)(\(argument?.source(is2) ?? ""))"
    case .deque(let items, let maxlen): "deque(\(items.source(is2)), \(maxlen))"
    }
  }
}
