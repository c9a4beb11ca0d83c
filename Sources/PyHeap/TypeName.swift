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

  /// What the type of a plan is called.
  init(_ plan: TypePlan, _ walk: borrowing HeapWalk) {
    guard plan.address != plan.facts.address else {
      self.init(plan.facts, walk)
      return
    }
    let cls = plan.address.rawValue
    self.init(
      module: Self.module(in: walk.word(cls &+ walk.at.cl_dict), walk),
      name: walk.string(walk.word(cls &+ walk.at.cl_name)) ?? plan.facts.tp_name)
  }

  /// What a type's bytes say of its name.
  init(_ facts: TypeFacts, _ walk: borrowing HeapWalk) {
    // type_module, Objects/typeobject.c
    let parts = facts.tp_name.split(separator: ".")
    let type = facts.address.rawValue
    let module =
      facts.flags.contains(.heapType)
      ? Self.module(in: walk.word(type &+ walk.at.tp_dict), walk) : nil
    guard facts.flags.contains(.heapType), module != nil || facts.isUsers || parts.count == 1 else {
      name = parts.last.map(String.init) ?? facts.tp_name
      self.module = parts.count > 1 ? parts.dropLast().joined(separator: ".") : "builtins"
      return
    }
    let qualname = walk.at.ht_qualname.flatMap { walk.string(walk.word(type &+ $0)) }
    name = qualname ?? facts.tp_name
    self.module = module
  }

  /// `__module__` in a class's namespace; `nil` where that is no text, as `type_repr`, Objects/typeobject.c, has
  /// it.
  private static func module(in namespace: UInt64, _ walk: borrowing HeapWalk) -> String? {
    walk.value(of: "__module__", in: namespace).flatMap { walk.string($0) }
  }
}
