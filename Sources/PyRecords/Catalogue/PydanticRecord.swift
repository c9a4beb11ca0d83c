import PyLayout

/// A pydantic model: values in a dict of its own, and a set of the names that were given.
struct PydanticRecord: Record {
  let id = "pydantic"
  let title = "pydantic model"
  let package: Package? = .pydantic

  func code(_ sample: Sample) -> Code {
    Code(
      source: """
        from pydantic import BaseModel
        class Point(BaseModel):
        \(sample.fields.classBody { "\($0): int" })
        """, make: "Point(\(sample.fields.keywordArguments))")
  }

  func attributes(_ sample: Sample) -> [CachedKeys.Attributes]? {
    CachedKeys(of: type(sample)).instances(setting: [])
  }

  private func model(_ sample: Sample) -> PydanticModel {
    PydanticModel(version: Package.pydantic.version(for: sample))
  }

  private func type(_ sample: Sample) -> PyType {
    let model = model(sample)
    return .subclass(of: .slotsClass(model.slots, on: sample.build), slots: model.ownSlots)
  }

  func prediction(_ sample: Sample) throws(NotModelled) -> Prediction {
    let build = sample.build
    let count = sample.fields.names.count
    let type = type(sample)
    // Both fill a dict and a set one by one: validate_model; model_fields.rs of pydantic-core
    let dict = DictState(build, inserting: count)
    let set = SetState(build, adding: count)
    let values = attributes(for: sample)
    return Prediction(
      parts: [
        .instance(type.shallowSize()), .dict(dict.shallowSize),
        Part(
          model(sample).fieldsSet, set.shallowSize,
          "sys.getsizeof(ob.__pydantic_fields_set__"
            + " if hasattr(ob, '__pydantic_fields_set__') else ob.__fields_set__)"),
      ], type: type, block: type.block(capacity: values?.capacity ?? 0, room: values?.room ?? 0),
      requests: dict.requests + set.requests)
  }
}

extension Package {
  static let pydantic = Package(
    "pydantic", from: Version(3, 6),
    lastReleases: [LastRelease(below: Version(3, 7), version: Version(1, 9, 2))])
}
