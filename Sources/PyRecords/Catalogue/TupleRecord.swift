import PyLayout

/// A tuple of the values, their names lost.
struct TupleRecord: Record {
  let id = "tuple"
  let title = "tuple"

  func obstacle(_ sample: Sample) -> String? { nil }

  func code(_ sample: Sample) -> Code {
    let comma = sample.fields.names.count == 1 ? "," : ""
    return Code(
      source: "", make: "(\(sample.fields.values)\(comma))",
      makeAnother: "tuple([\(sample.fields.values)])")
  }

  func prediction(_ sample: Sample) throws(NotModelled) -> Prediction {
    .tuple(
      sample, type: .tuple(on: sample.build), items: sample.fields.names.indices.map { "[\($0)]" },
      isShared: sample.fields.names.isEmpty)
  }
}

extension Prediction {
  /// A tuple, or an instance of a subclass, with the fields as its items.
  static func tuple(
    _ sample: Sample, type: PyType, items: [String], isShared: Bool = false
  ) -> Prediction {
    Prediction(
      parts: [.instance(type.shallowSize(items: items.count))], type: type,
      block: type.block(items: items.map { ($0, 1) }), isShared: isShared)
  }

  /// An instance of a subclass of `tuple` with `__slots__ = ()`, as `collections.namedtuple` makes.
  static func namedtuple(_ sample: Sample) -> Prediction {
    let type = PyType.subclass(of: .tuple(on: sample.build), slots: [])
    return .tuple(sample, type: type, items: sample.fields.names)
  }
}
