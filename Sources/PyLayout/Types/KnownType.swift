internal import Synchronization

/// A type written in C that is known by its `tp_name`, and what follows from that alone.
package final class KnownType: Sendable {
  /// Its names without their modules: those that CPython has for it on any build, and those that
  /// Python has for it, or for another with the same struct, as well.
  package let names: [String]
  /// What a `tp_name` has before the name, up to its first point: `""` for nothing.
  private let modules: [String]
  /// Which struct an instance starts with, where no flag in `tp_flags` says so.
  package let kind: Kind?
  /// The rule of its `__sizeof__`, on the builds on which it has one of its own.
  package let sizeRule: SizeRule?
  /// What instances own and nobody counts.
  package let blocks: UncountedBlocks?
  private let layout: @Sendable (Build) -> PyType?
  /// The type on the builds it was asked for: laid out once for each.
  private let made = Mutex<[PyType]>([])

  /// - Parameters:
  ///   - names: its names.
  ///   - layout: the type on a build, where its struct is described.
  init(
    _ names: [String], in modules: [String] = [""], kind: Kind? = nil, size: SizeRule? = nil,
    blocks: UncountedBlocks? = nil, _ layout: @escaping @Sendable (Build) -> PyType? = { _ in nil }
  ) {
    self.names = names
    self.modules = modules
    self.kind = kind
    sizeRule = size
    self.blocks = blocks
    self.layout = layout
  }

  /// What is asked of the type on a build; `nil` where that has none, or its struct is not described.
  func onBuild<Answer: Sendable>(
    _ build: Build, _ answer: (borrowing PyType) -> Answer
  ) -> Answer? {
    made.withLock { types in
      let index = types.firstIndex { $0.build == build } ?? types.endIndex
      if index == types.endIndex {
        guard let type = layout(build) else { return nil }
        types.append(type)
      }
      return answer(types[index])
    }
  }

  /// The type on a build; `nil` where that has none, or one written in Python.
  package func type(on build: Build) -> PyType? {
    onBuild(build) { type in type.flags.contains(.heapType) ? nil : copy type } ?? nil
  }
}

extension KnownType {
  /// The type that a `tp_name` is the name of.
  package static func named(_ tp_name: String) -> KnownType? {
    if let known = byName[tp_name] { return known }
    // What stands in a module of a module's: "xml.etree.ElementTree.Element"
    guard let end = tp_name.firstIndex(of: "."), let start = tp_name.lastIndex(of: "."), end < start
    else { return nil }
    return byName[String(tp_name[..<end] + tp_name[start...])]
  }

  private static let byName = Dictionary(
    all.flatMap { known in
      known.modules.flatMap { module in
        known.names.map { (module.isEmpty ? $0 : "\(module).\($0)", known) }
      }
    }, uniquingKeysWith: { first, _ in first })

  /// All that are known.
  package static let all: [KnownType] =
    (StandardType.builtins + StandardType.counted + StandardType.all).map(\.known) + others

  /// Those of which nothing here makes an instance: packages', and some of CPython's own.
  private static let others: [KnownType] = [
    .init(["frozendict"], size: .dict),
    .init(["st"], in: ["parser"], size: .syntaxTree),
    .init(["StgDict"], size: .stgdict) { PyType("StgDict", StgDictObject.self, on: $0) },
    .init(["CType_Type"], in: ["_ctypes"], size: .ctype) { .ctypesType(on: $0) },
    .init(
      ["Structure", "Union", "Array", "_SimpleCData", "_Pointer"], in: ["_ctypes"], kind: .cdata),
    .init(["ndarray"], in: ["numpy"], kind: .ndarray, size: .ndarray),
    .init(["void"], in: ["numpy"], kind: .void),
    .init(["dtype"], in: ["numpy"], kind: .dtype),
    .init(["generic"], in: ["numpy"], size: .scalar),
    .init(NumPyTool.allCases.map(\.rawValue), in: ["numpy"], kind: .numPyTool),
    // recordclass moved them from module to module
    .init(["mutabletuple"], in: ["recordclass"], kind: .mutabletuple, size: .object),
    .init(["dataobject"], in: ["recordclass"], kind: .dataobject, size: .basicsize),
  ]
}

extension PyType {
  /// The type of CPython's or its standard library's that is written in C and that a `tp_name` is the
  /// name of; `nil` where its struct is not described.
  package static func named(_ tp_name: String, on build: Build) -> PyType? {
    KnownType.named(tp_name)?.type(on: build)
  }
}
