public import PyBridge
public import PyLayout

/// The standard types that every interpreter is asked about, live or by the recorder.
public enum TypeCases {
  /// One type on a build.
  public struct Case: Sendable {
    /// The type.
    public let standard: StandardType
    /// Its instances' memory, as predicted.
    public let type: PyType
    /// Names the case: `type/function`.
    public var id: String { "type/\(standard.name)" }
  }

  /// The types that a build has.
  public static func all(on build: Build) -> [Case] {
    StandardType.all.compactMap { standard in
      standard.type(on: build).map { Case(standard: standard, type: $0) }
    }
  }

  /// Where the model and a measurement of a type disagree; `nil` when they agree in every figure.
  public static func disagreement(_ aCase: Case, _ measurement: Measurement) -> String? {
    let type = aCase.type
    guard let facts = measurement.type, let size = measurement.parts.first?.size else {
      return "\(type.build) \(aCase.id): \(measurement.reason ?? "not measured")"
    }
    let gc = PyType.Flags(rawValue: UInt(facts.tp_flags)).contains(.haveGC)
    var figures = [
      ("tp_basicsize", type.tp_basicsize, facts.tp_basicsize),
      ("tp_itemsize", type.tp_itemsize, facts.tp_itemsize),
      ("tp_dictoffset", type.tp_dictoffset, facts.tp_dictoffset),
      ("tp_weaklistoffset", type.tp_weaklistoffset, facts.tp_weaklistoffset),
      ("GC head", type.flags.contains(.haveGC) ? 1 : 0, gc ? 1 : 0),
    ]
    // How many items there are is the instance's own affair
    if type.tp_itemsize == 0 { figures.append(("sys.getsizeof", type.shallowSize(), size)) }
    let wrong = figures.filter { $0.1 != $0.2 }
      .map { "\($0.0): model \($0.1), CPython \($0.2)" }
    return wrong.isEmpty
      ? nil : "\(type.build) \(aCase.id): \(wrong.joined(separator: ", "))"
  }
}

extension Snippet {
  /// The snippet of a type, under the case's name.
  public init(_ aCase: TypeCases.Case) {
    self.init(
      id: aCase.id, package: nil, extensionSource: nil,
      source: "import sys\n\(aCase.standard.source)", make: aCase.standard.make, count: 1,
      parts: [.init(name: "instance", size: "sys.getsizeof(ob)")])
  }
}
