import PyLayout

/// The class with `__slots__`.
struct SlotsRecord: Record {
  let id = "slots"
  let title = "__slots__"

  func code(_ sample: Sample) -> Code {
    let header = classHeader("Point", on: sample.build)
    return Code(
      source: "\(header)\n    __slots__ = \(sample.fields.tuple)\n\(sample.fields.initializer)",
      make: "Point(\(sample.fields.values))")
  }

  func prediction(_ sample: Sample) throws(NotModelled) -> Prediction {
    .instanceWithSlots(sample, sample.fields.names)
  }
}

extension Prediction {
  /// An instance of a class with these `__slots__` over `object`.
  static func instanceWithSlots(_ sample: Sample, _ slots: [String]) -> Prediction {
    let type = PyType.slotsClass(slots, on: sample.build)
    return Prediction(parts: [.instance(type.shallowSize())], type: type)
  }
}
