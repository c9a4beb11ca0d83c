internal import PyInspector
internal import PyLayout
internal import PyMemory

/// What a type is called: `__module__` and `__qualname__`.
struct TypeName {
  let module: String?
  let name: String

  /// `module.name`, without `builtins`.
  var qualifiedName: String {
    guard let module, module != "builtins", module != "__builtin__" else { return name }
    return "\(module).\(name)"
  }

  init(module: String?, name: String) {
    self.module = module
    self.name = name
  }

  init(_ facts: TypeFacts, _ walk: borrowing HeapWalk) {
    let parts = facts.tp_name.split(separator: ".")
    guard facts.flags.contains(.heapType), facts.isUsers || parts.count == 1 else {
      name = parts.last.map(String.init) ?? facts.tp_name
      module = parts.count > 1 ? parts.dropLast().joined(separator: ".") : "builtins"
      return
    }
    let type = facts.address.rawValue
    let qualname = walk.at.ht_qualname.flatMap { walk.string(walk.word(type &+ $0)) }
    name = qualname ?? facts.tp_name
    module = walk.value(of: "__module__", in: walk.word(type &+ walk.at.tp_dict)).flatMap {
      walk.string($0)
    }
  }
}
