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
    try .instanceWithSlots(sample, sample.fields.names)
  }
}

extension Prediction {
  /// An instance of a class with these `__slots__` over `object`.
  ///
  /// - Throws: ``NotModelled`` for slots that no class has: one twice that is no value.
  public static func instanceWithSlots(
    _ sample: Sample, _ slots: [String]
  ) throws(NotModelled) -> Prediction {
    let type: PyType
    do throws(TypeError) {
      type = try PyType(class: "Point", bases: [.object(on: sample.build)], slots: slots)
    } catch {
      throw NotModelled(error.description)
    }
    return Prediction(parts: [.instance(type.shallowSize())], type: type)
  }
}
